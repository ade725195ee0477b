package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.PasswordDoor;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.KnownBrowser;
import dev.tollgate.throttle.KnownBrowsers;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The first step of a login, and the end of a session.
///
/// An unknown name, a wrong password and an account that may not log in get one answer, at one
/// cost: each is booked, each is hashed, each is on record.
@Component
public final class Login {

    private final Accounts accounts;
    private final KnownBrowsers browsers;
    private final PasswordDoor door;
    private final Throttle throttle;
    private final Settlement settlement;
    private final SessionEnds ends;
    private final MailedCodes mailedCodes;
    private final Demands demands;
    private final Transactions transactions;

    Login(
            Accounts accounts,
            KnownBrowsers browsers,
            PasswordDoor door,
            Throttle throttle,
            Settlement settlement,
            SessionEnds ends,
            MailedCodes mailedCodes,
            Demands demands,
            Transactions transactions) {
        this.accounts = accounts;
        this.browsers = browsers;
        this.door = door;
        this.throttle = throttle;
        this.settlement = settlement;
        this.ends = ends;
        this.mailedCodes = mailedCodes;
        this.demands = demands;
        this.transactions = transactions;
    }

    /// Checks a password.
    ///
    /// @param typedName user name or e-mail address, in any spelling
    /// @param nextPath where the login leads afterwards, a path of this portal
    /// @param keepsakes what the browser brings; looked at only behind a right password
    /// @throws HashingBusyException where too many wait: nothing was checked or counted
    public PasswordOutcome withPassword(
            String typedName,
            Secret password,
            String nextPath,
            Keepsakes keepsakes,
            Source source,
            Instant now) {
        LoginName name = LoginName.of(typedName);
        Optional<Account> account = accounts.find(name);
        String subject = accounts.budgetSubject(name, account);
        Optional<KnownBrowser> browser = browsers.find(subject, keepsakes, now);
        Decision decision =
                door.book(lane(browser), () -> admit(subject, account, browser, source, now));
        return switch (decision) {
            case Decision.Wait(Instant until) -> new PasswordOutcome.Wait(until);
            case Decision.Admitted(Admission admission) ->
                    check(
                            new Attempt(
                                    account, admission, nextPath, keepsakes, browser, source, now),
                            password);
        };
    }

    /// Ends a session.
    public void logOut(PortalSession session, Source source, Instant now) {
        transactions.write(() -> ends.logOut(session, source, now));
    }

    /// Ends another session of the same account; does nothing where it is not theirs.
    ///
    /// @return whether it was there, and the account's own
    public boolean endSession(PortalSession session, String digest, Source source, Instant now) {
        return transactions.write(() -> ends.endSession(session, digest, source, now));
    }

    /// Ends every session of the account but the one in hand.
    public void endOtherSessions(PortalSession session, Source source, Instant now) {
        transactions.write(() -> ends.endOtherSessions(session, source, now));
    }

    /// Where a known browser asks, there is an account: an unknown name knows none.
    private Decision admit(
            String subject,
            Optional<Account> account,
            Optional<KnownBrowser> browser,
            Source source,
            Instant now) {
        return account.isPresent() && browser.isPresent()
                ? throttle.admitPassword(account.get().id(), browser.get(), source, now)
                : throttle.admitPassword(
                        subject, account.map(Account::id).orElse(null), source, now);
    }

    private PasswordOutcome check(Attempt attempt, Secret password) {
        SecurityOptions options = demands.options();
        boolean right = matches(attempt, password);
        Optional<Account> admitted =
                attempt.account()
                        .filter(account -> account.mayLogIn(attempt.now()))
                        .filter(
                                account ->
                                        options.admit(account.role(), attempt.source().address()));
        if (!right || admitted.isEmpty()) {
            return refuse(attempt, reason(attempt, right));
        }
        PasswordOutcome outcome =
                transactions.write(
                        () -> {
                            PasswordOutcome settled =
                                    settlement.passwordWasRight(admitted.get(), attempt);
                            demands.askForLongerPassword(admitted.get(), password, attempt.now());
                            throttle.giveBack(attempt.admission());
                            mailCode(settled, attempt);
                            return settled;
                        });
        accounts.raiseCost(admitted.get(), password);
        return outcome;
    }

    private void mailCode(PasswordOutcome settled, Attempt attempt) {
        if (settled instanceof PasswordOutcome.NeedsFactor(Token halfSession)) {
            mailedCodes.forLogin(halfSession, attempt.source(), attempt.now());
        }
    }

    private boolean matches(Attempt attempt, Secret password) {
        try {
            return accounts.passwordMatches(lane(attempt.browser()), attempt.account(), password);
        } catch (HashingBusyException e) {
            throttle.withdraw(attempt.admission());
            throw e;
        }
    }

    private static HashingLane lane(Optional<KnownBrowser> browser) {
        return browser.isPresent() ? HashingLane.KNOWN : HashingLane.UNKNOWN;
    }

    private PasswordOutcome refuse(Attempt attempt, String reason) {
        transactions.write(
                () -> {
                    settlement.record(
                            AuditEvent.refused(
                                    attempt.now(),
                                    Kind.LOGIN_REFUSED,
                                    attempt.account().map(Account::id).orElse(null),
                                    attempt.source(),
                                    reason));
                    attempt.browser().ifPresent(browsers::passwordWasWrong);
                });
        return new PasswordOutcome.Refused();
    }

    private static String reason(Attempt attempt, boolean right) {
        if (attempt.account().isEmpty()) {
            return "unknown name";
        }
        if (!attempt.account().get().mayLogIn(attempt.now())) {
            return "not allowed to log in";
        }
        return right ? "not allowed from this address" : "wrong password";
    }

    /// One password that was booked.
    ///
    /// @param browser the known browser that it came from
    record Attempt(
            Optional<Account> account,
            Admission admission,
            String nextPath,
            Keepsakes keepsakes,
            Optional<KnownBrowser> browser,
            Source source,
            Instant now) {

        @Nullable String browserId() {
            return browser.map(KnownBrowser::id).orElse(null);
        }
    }
}
