package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.device.TrustVerdict;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a right password or code opens, in the open transaction of the settlement: the one place
/// that makes a session.
@Component
final class Settlement {

    static final String PASSWORD_ALONE = "password alone";

    private final Accounts accounts;
    private final SecondFactors factors;
    private final CodeDue codeDue;
    private final Sessions sessions;
    private final DeviceTrust trust;
    private final Arrivals arrivals;
    private final Demands demands;
    private final AuditLog audit;

    Settlement(
            Accounts accounts,
            SecondFactors factors,
            CodeDue codeDue,
            Sessions sessions,
            DeviceTrust trust,
            Arrivals arrivals,
            Demands demands,
            AuditLog audit) {
        this.accounts = accounts;
        this.factors = factors;
        this.codeDue = codeDue;
        this.sessions = sessions;
        this.trust = trust;
        this.arrivals = arrivals;
        this.demands = demands;
        this.audit = audit;
    }

    /// A half-session where the account has a second factor, a session where it has none or trusts
    /// the browser; only now, behind a right password, is that looked at. Either carries the epoch
    /// that was read before the password was checked: if the account changed while it was being
    /// hashed, what is made here is dead already.
    PasswordOutcome passwordWasRight(Account account, Login.Attempt attempt) {
        accounts.lock(account.id());
        if (factors.of(account.id()).isEmpty()) {
            return demands.proof(account, attempt.now())
                    ? signInUnproven(account, attempt)
                    : signIn(account, attempt.browserId(), attempt.source(), attempt.now());
        }
        return trust.waives(account, attempt.keepsakes(), attempt.source(), attempt.now())
                .<PasswordOutcome>map(trusted -> signInOnTrust(account, trusted, attempt))
                .orElseGet(() -> codeDue.open(account, attempt));
    }

    /// The session of an account whose password is all that is asked.
    ///
    /// @param browser the id of the known browser that asks, or `null`
    PasswordOutcome.SignedIn signIn(
            Account account, @Nullable String browser, Source source, Instant now) {
        Token token = sessions.open(account, source, now, null, now);
        return new PasswordOutcome.SignedIn(
                token, arrivals.record(account, token, PASSWORD_ALONE, browser, source, now));
    }

    /// The session that a right code opens.
    ///
    /// @param account as locked in this transaction; its epoch is the half-session's
    /// @param factor what the code was
    CodeOutcome codeWasRight(Account account, SecondStepSettlement.Guess guess, String factor) {
        HalfSession halfSession = guess.halfSession();
        Source source = guess.source();
        Token token = sessions.open(account, source, halfSession.createdAt(), factor, guess.now());
        List<Keepsake> keepsakes =
                new ArrayList<>(
                        arrivals.record(
                                account,
                                token,
                                factor,
                                halfSession.browser(),
                                source,
                                guess.now()));
        if (guess.trusts()) {
            keepsakes.addAll(trust.trust(account, source, guess.now()));
        }
        return new CodeOutcome.SignedIn(token, halfSession.nextPath(), keepsakes);
    }

    void record(AuditEvent event) {
        audit.write(event);
    }

    private PasswordOutcome signInUnproven(Account account, Login.Attempt attempt) {
        Source source = attempt.source();
        Token token = sessions.open(account, source, attempt.now(), null, attempt.now());
        arrivals.recordUnproven(account, token, attempt.browserId(), source, attempt.now());
        return new PasswordOutcome.SignedIn(token, List.of());
    }

    private PasswordOutcome signInOnTrust(
            Account account, TrustVerdict.Trusted trusted, Login.Attempt attempt) {
        Source source = attempt.source();
        Token token = sessions.openOnTrust(account, source, trusted.device(), attempt.now());
        List<Keepsake> keepsakes =
                new ArrayList<>(
                        arrivals.record(
                                account,
                                token,
                                "trusted device",
                                attempt.browserId(),
                                source,
                                attempt.now()));
        keepsakes.add(trusted.successor());
        return new PasswordOutcome.SignedIn(token, keepsakes);
    }
}
