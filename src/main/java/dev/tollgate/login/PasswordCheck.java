package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.PasswordDoor;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The password of an open session's owner, asked again. Wrong ones are counted twice: in the
/// session, which ends at the fifth, and for the account over all its sessions.
@Component
final class PasswordCheck {

    private final Accounts accounts;
    private final Sessions sessions;
    private final PasswordDoor door;
    private final Throttle throttle;
    private final AuditLog audit;
    private final Transactions transactions;

    PasswordCheck(
            Accounts accounts,
            Sessions sessions,
            PasswordDoor door,
            Throttle throttle,
            AuditLog audit,
            Transactions transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.door = door;
        this.throttle = throttle;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Books and checks. The caller gives the admission back in the transaction of what follows.
    Result check(PortalSession session, Secret password, Source source, Instant now) {
        return switch (book(session.account(), now)) {
            case Decision.Wait(Instant until) -> new Result.Wait(until);
            case Decision.Admitted(Admission admission) -> {
                if (!sessions.bookConfirmation(session)) {
                    throttle.withdraw(admission);
                    yield new Result.SessionEnded();
                }
                yield matches(session, password, admission)
                        ? new Result.Right(admission)
                        : refuse(session, source, now);
            }
        };
    }

    /// Books what is looked at as a password of the account, without a session's own count.
    Decision book(AccountId account, Instant now) {
        return door.book(HashingLane.KNOWN, () -> throttle.admitConfirmation(account, now));
    }

    /// Takes it out again where there was no time to look at it.
    void withdraw(Admission admission) {
        throttle.withdraw(admission);
    }

    /// Takes a right password's bookings out again where what should follow cannot be done now.
    void withdraw(PortalSession session, Admission admission) {
        throttle.withdraw(admission);
        sessions.withdrawConfirmation(session);
    }

    private boolean matches(PortalSession session, Secret password, Admission admission) {
        Optional<Account> account = accounts.get(session.account());
        try {
            return accounts.passwordMatches(HashingLane.KNOWN, account, password);
        } catch (HashingBusyException e) {
            withdraw(session, admission);
            throw e;
        }
    }

    private Result refuse(PortalSession session, Source source, Instant now) {
        return transactions.write(
                () -> {
                    audit.write(
                            AuditEvent.refused(
                                            now,
                                            Kind.CONFIRMATION_REFUSED,
                                            session.account(),
                                            source,
                                            "wrong password")
                                    .by(session.account())
                                    .inSession(session.digest()));
                    return sessions.endIfExhausted(session)
                            ? new Result.SessionEnded()
                            : new Result.Wrong();
                });
    }

    /// What came of it.
    sealed interface Result {
        record Right(Admission admission) implements Result {}

        record Wrong() implements Result {}

        record Wait(Instant until) implements Result {}

        record SessionEnded() implements Result {}
    }
}
