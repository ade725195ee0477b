package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administration.Order;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What comes with an administrator who is added or removed, in the open transaction of the act.
/// All administrators are told.
@Component
final class AdministratorTransitions {

    private final Accounts accounts;
    private final OneTimeLinks links;
    private final AuditLog audit;
    private final Notices notices;

    AdministratorTransitions(
            Accounts accounts, OneTimeLinks links, AuditLog audit, Notices notices) {
        this.accounts = accounts;
        this.links = links;
        this.audit = audit;
        this.notices = notices;
    }

    /// The password is nobody's until the invitation is accepted or the letter opened.
    ///
    /// @param event that an account was made, by whom and from where
    /// @return false where a name is taken
    boolean add(NewAccount wanted, HashedPassword password, boolean invited, AuditEvent event) {
        Optional<Account> made = accounts.create(wanted, password, true, event.at());
        made.ifPresent(
                account -> {
                    accounts.markLetter(account.id());
                    audit.write(event.on(account.id()).because(account.username()));
                    notices.tellAdministrators(
                            NoticeKind.ADMINISTRATOR_INVITED, account.username(), event.at());
                    if (invited) {
                        links.send(LinkKind.INVITATION, account, account.email(), event.at());
                    }
                });
        return made.isPresent();
    }

    void remove(Order order, Account target) {
        audit.write(order.event(Kind.ACCOUNT_DELETED).because(target.username()));
        accounts.delete(target.id());
        notices.tellAdministrators(
                NoticeKind.ADMINISTRATOR_REMOVED, target.username(), order.now());
    }
}
