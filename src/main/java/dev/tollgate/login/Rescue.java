package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What the server's own console can do for somebody who is stuck. Each act is on record and its
/// owner is told.
@Component
public final class Rescue {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Throttle throttle;
    private final AuditLog audit;
    private final Notices notices;
    private final Transactions transactions;

    Rescue(
            Accounts accounts,
            Sessions sessions,
            Throttle throttle,
            AuditLog audit,
            Notices notices,
            Transactions transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.audit = audit;
        this.notices = notices;
        this.transactions = transactions;
    }

    /// Ends waits and hard stop. Password and factors stay.
    public void unlock(ConsoleAct act, Account account) {
        transactions.write(
                () -> {
                    accounts.lock(account.id());
                    audit.write(AuditEvent.console(act.at(), Kind.UNLOCKED, account.id()));
                    notices.tell(account.id(), NoticeKind.UNLOCKED, "", act.at());
                    throttle.unlock(account.id());
                });
    }

    /// Sets a password that its owner has to change at the next login. The second factor stays.
    public void resetPassword(ConsoleAct act, Account account, HashedPassword issued) {
        transactions.write(
                () -> {
                    sessions.advanceFromOutside(account);
                    accounts.changePassword(account.id(), issued, true, act.at());
                    audit.write(AuditEvent.console(act.at(), Kind.PASSWORD_RESET, account.id()));
                    notices.tell(account.id(), NoticeKind.PASSWORD_RESET, "", act.at());
                    throttle.endWaits(account.id());
                });
    }

    /// Makes a super administrator beside those that are there. All administrators are told, the
    /// new one too.
    ///
    /// @param issued whether the password has to be changed at the first login, because its owner
    /// has
    ///     not chosen it
    /// @return empty where a name is taken: nothing is made
    public Optional<Account> createSuperAdministrator(
            ConsoleAct act, NewAccount wanted, HashedPassword password, boolean issued) {
        if (wanted.role() != Role.SUPER_ADMINISTRATOR) {
            throw new IllegalArgumentException("makes super administrators only");
        }
        return transactions.writeOrNothing(
                () -> {
                    Optional<Account> created = accounts.create(wanted, password, issued, act.at());
                    created.ifPresent(account -> recordCreation(act, account));
                    return created;
                });
    }

    private void recordCreation(ConsoleAct act, Account created) {
        audit.write(AuditEvent.console(act.at(), Kind.ACCOUNT_CREATED, created.id()));
        notices.tellAdministrators(NoticeKind.ADMINISTRATOR_ADDED, created.username(), act.at());
    }
}
