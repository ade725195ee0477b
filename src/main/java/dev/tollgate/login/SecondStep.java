package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The second step of a login: a code for a half-session.
///
/// The account is the half-session's, never the request's. The code is checked and spent, the
/// half-session consumed and the session opened in one transaction that holds the account's row, so
/// of any number of parallel posts of one right code one gets the session.
@Component
public final class SecondStep {

    private final Accounts accounts;
    private final HalfSessions halfSessions;
    private final Codes codes;
    private final DeviceTrust trust;
    private final SecondStepSettlement settlement;
    private final Transactions transactions;

    SecondStep(
            Accounts accounts,
            HalfSessions halfSessions,
            Codes codes,
            DeviceTrust trust,
            SecondStepSettlement settlement,
            Transactions transactions) {
        this.accounts = accounts;
        this.halfSessions = halfSessions;
        this.codes = codes;
        this.trust = trust;
        this.settlement = settlement;
        this.transactions = transactions;
    }

    /// What the page of the second step shows; empty where the half-session is over.
    public Optional<Pending> pending(Token cookie, Instant now) {
        return halfSessions
                .find(cookie, now)
                .flatMap(
                        halfSession ->
                                accounts.get(halfSession.account())
                                        .map(account -> pending(halfSession, account, now)));
    }

    /// Whose half-session this was, also when it is over, so that the name need not be typed again.
    public Optional<String> usernameOf(Token cookie) {
        return halfSessions.accountOf(cookie).flatMap(accounts::get).map(Account::username);
    }

    /// Notes that the browser which had a half-session has typed the password again and has
    /// another.
    public void supersede(Token earlier, Token later) {
        halfSessions.supersede(earlier, later);
    }

    /// Ends the half-session: "Not you?".
    public void abandon(Token cookie) {
        halfSessions.drop(cookie);
    }

    /// Checks a code of an authenticator.
    ///
    /// @param trusts whether the owner wants this browser trusted from now on
    public CodeOutcome withCode(
            Token cookie, String typed, boolean trusts, Source source, Instant now) {
        return SubmittedCode.parse(typed)
                .map(code -> attempt(cookie, new Codes.Typed.Six(code), trusts, source, now))
                .orElseGet(CodeOutcome.Malformed::new);
    }

    /// Checks a recovery code, or a temporary code, which is typed into the same field. Neither
    /// makes a device trusted: the phone may be in other hands.
    public CodeOutcome withRecoveryCode(Token cookie, String typed, Source source, Instant now) {
        return Codes.Typed.parseStandIn(typed)
                .map(code -> attempt(cookie, code, false, source, now))
                .orElseGet(CodeOutcome.Malformed::new);
    }

    private Pending pending(HalfSession halfSession, Account account, Instant now) {
        Throttle.CodeStanding standing = codes.standing(account.id(), now);
        return new Pending(
                account.username(),
                halfSession.expiresAt(),
                standing.stopped(),
                halfSession.rightCodes(),
                trust.days(account));
    }

    private CodeOutcome attempt(
            Token cookie, Codes.Typed code, boolean trusts, Source source, Instant now) {
        Optional<HalfSession> found = halfSessions.find(cookie, now);
        if (found.isEmpty()) {
            return new CodeOutcome.Gone();
        }
        HalfSession halfSession = found.get();
        return switch (codes.admit(halfSession, now)) {
            case Decision.Wait(Instant until) -> new CodeOutcome.Wait(until);
            case Decision.Admitted(Admission admission) ->
                    settle(
                            new SecondStepSettlement.Guess(
                                    halfSession, code, admission, trusts, source, now));
        };
    }

    private CodeOutcome settle(SecondStepSettlement.Guess guess) {
        CodeOutcome outcome = transactions.write(() -> settlement.settle(guess));
        if (outcome instanceof CodeOutcome.Gone) {
            codes.withdraw(guess.admission());
        }
        return outcome;
    }

    /// What the page of the second step shows.
    ///
    /// @param username whose login it is
    /// @param expiresAt when the half-session ends
    /// @param underHardStop whether three right codes are needed
    /// @param rightCodes how many of them are there
    /// @param trustDays for how many days the browser may be trusted; 0 where policy allows none
    public record Pending(
            String username,
            Instant expiresAt,
            boolean underHardStop,
            int rightCodes,
            int trustDays) {}
}
