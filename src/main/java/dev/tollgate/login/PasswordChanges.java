package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Changes the password of an open session's owner, who shows the current one. The second factor
/// stays as it is.
@Component
public final class PasswordChanges {

    private static final Problem UNCHANGED = new Problem("password", "password.unchanged", "");

    private final Accounts accounts;
    private final Demands demands;
    private final PasswordCheck passwordCheck;
    private final PasswordChangeSettlement settlement;

    PasswordChanges(
            Accounts accounts,
            Demands demands,
            PasswordCheck passwordCheck,
            PasswordChangeSettlement settlement) {
        this.accounts = accounts;
        this.demands = demands;
        this.passwordCheck = passwordCheck;
        this.settlement = settlement;
    }

    /// Changes it, or says what is wrong; what is wrong with the *new* one first, before anything
    /// is counted.
    public PasswordChange change(PortalSession session, Typed typed, Source source, Instant now) {
        Account account = accounts.get(session.account()).orElseThrow();
        List<Problem> problems = problems(account, typed, now);
        if (!problems.isEmpty()) {
            return new PasswordChange.Invalid(problems);
        }
        return switch (passwordCheck.check(session, typed.current(), source, now)) {
            case PasswordCheck.Result.Right(Admission admission) ->
                    settlement.change(session, hash(session, typed, admission), source, now);
            case PasswordCheck.Result.Wrong _ -> new PasswordChange.WrongCurrent();
            case PasswordCheck.Result.Wait(Instant until) -> new PasswordChange.Wait(until);
            case PasswordCheck.Result.SessionEnded _ -> new PasswordChange.SessionEnded();
        };
    }

    /// Changes a password that somebody else has issued, in the session of the login that showed
    /// it, so without asking for it again.
    ///
    /// @throws StaleSessionException where the login is more than five minutes old or no change is
    /// due
    public PasswordChange changeIssued(
            PortalSession session, Typed typed, Source source, Instant now) {
        if (!session.mustChangePassword() || !Confirmations.isFresh(session.passwordAt(), now)) {
            throw StaleSessionException.because("no issued password was shown a moment ago");
        }
        Account account = accounts.get(session.account()).orElseThrow();
        List<Problem> problems = problems(account, typed, now);
        if (!problems.isEmpty()) {
            return new PasswordChange.Invalid(problems);
        }
        return switch (passwordCheck.book(account.id(), now)) {
            case Decision.Wait(Instant until) -> new PasswordChange.Wait(until);
            case Decision.Admitted(Admission admission) ->
                    another(account, typed.wanted(), admission)
                            .map(
                                    hashed ->
                                            (PasswordChange)
                                                    settlement.change(session, hashed, source, now))
                            .orElseGet(() -> new PasswordChange.Invalid(List.of(UNCHANGED)));
        };
    }

    /// The hash of the new password; empty where it is the one that was issued, which stays booked:
    /// whoever asks may not know that one.
    private Optional<HashedPassword> another(Account account, Secret wanted, Admission admission) {
        boolean issued;
        try {
            issued = accounts.passwordMatches(HashingLane.KNOWN, Optional.of(account), wanted);
        } catch (HashingBusyException e) {
            passwordCheck.withdraw(admission);
            throw e;
        }
        return issued ? Optional.empty() : Optional.of(accounts.hash(wanted));
    }

    private HashedPassword hash(PortalSession session, Typed typed, Admission admission) {
        try {
            return accounts.hash(typed.wanted());
        } catch (HashingBusyException e) {
            passwordCheck.withdraw(session, admission);
            throw e;
        }
    }

    private List<Problem> problems(Account account, Typed typed, Instant now) {
        List<Problem> problems =
                new ArrayList<>(demands.problems(typed.wanted(), typed.confirmed(), account, now));
        if (problems.isEmpty() && typed.wanted().matches(typed.current())) {
            problems.add(UNCHANGED);
        }
        return problems;
    }

    /// What the form holds.
    public record Typed(Secret current, Secret wanted, Secret confirmed) {}
}
