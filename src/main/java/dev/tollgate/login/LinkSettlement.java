package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Sessions;
import dev.tollgate.throttle.Throttle;
import org.springframework.stereotype.Component;

/// What a mailed link does to an account, in the open transaction that spends it.
@Component
final class LinkSettlement {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Throttle throttle;
    private final AuditLog audit;
    private final Notices notices;

    LinkSettlement(
            Accounts accounts,
            Sessions sessions,
            Throttle throttle,
            AuditLog audit,
            Notices notices) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.audit = audit;
        this.notices = notices;
    }

    /// Every session, every login under way and every other link of the account is dead from the
    /// commit on; the second factor, and its hard stop, stay.
    void setPassword(Account account, HashedPassword hashed, AuditEvent event, NoticeKind notice) {
        sessions.advanceFromOutside(account);
        accounts.changePassword(account.id(), hashed, false, event.at());
        audit.write(event);
        notices.tell(account.id(), notice, "", event.at());
        throttle.endWaits(account.id());
    }
}
