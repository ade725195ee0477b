package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.kernel.Words;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.setting.MailServers;
import org.springframework.stereotype.Component;

/// What each change of an extension brings with it, in the open transaction of the act: a row in
/// the record and a word to its owner for each.
@Component
final class ExtensionTransitions {

    private final Accounts accounts;
    private final FactorChanges factorChanges;
    private final AuditLog audit;
    private final Notices notices;
    private final OneTimeLinks links;
    private final MailServers mailServers;

    ExtensionTransitions(
            Accounts accounts,
            FactorChanges factorChanges,
            AuditLog audit,
            Notices notices,
            OneTimeLinks links,
            MailServers mailServers) {
        this.accounts = accounts;
        this.factorChanges = factorChanges;
        this.audit = audit;
        this.notices = notices;
        this.links = links;
        this.mailServers = mailServers;
    }

    /// Whether an invitation gets to whoever has this address.
    boolean reaches(String email) {
        return !email.isEmpty() && mailServers.isSet();
    }

    /// Mails one to the user of an account that has just been opened.
    void invite(Order order) {
        Account opened = accounts.get(order.target()).orElseThrow();
        links.send(LinkKind.INVITATION, opened, opened.email(), order.now());
        record(order, Kind.INVITATION_SENT, opened.email());
    }

    void apply(Order order, Extension read, ExtensionChange wanted) {
        for (AdministrativeAct act : order.acts()) {
            switch (act) {
                case RENAME -> record(order, Kind.EXTENSION_CHANGED, read.number());
                case CHANGE_EMAIL -> email(order, read.email(), wanted.email());
                case CHANGE_ROLE -> role(order, read, wanted.role());
                case CHANGE_PORTAL_ACCESS -> access(order, wanted.portalAccess());
                case DISABLE -> both(order, Kind.ACCOUNT_DISABLED, NoticeKind.ACCOUNT_DISABLED);
                case ENABLE -> both(order, Kind.ACCOUNT_ENABLED, NoticeKind.ACCOUNT_ENABLED);
                case DELETE,
                        TURN_OFF_TWO_FACTOR,
                        ISSUE_PASSWORD,
                        INVITE,
                        ISSUE_TEMPORARY_CODE,
                        UNLOCK,
                        LOG_OUT,
                        REMOVE_TRUSTED_DEVICES ->
                        throw new AssertionError("no saved form does this: " + act);
            }
        }
    }

    /// What the record holds of the account stays; the notices to its owner go with it.
    void delete(Order order, Extension extension) {
        record(order, Kind.ACCOUNT_DELETED, extension.title());
        accounts.delete(extension.account());
    }

    /// The old address hears of it too: who took the account over has taken the new one.
    private void email(Order order, String before, String after) {
        record(order, Kind.EMAIL_CHANGED, after);
        boolean codesEnded =
                factorChanges.endMailedCodes(
                        order.event(Kind.TWO_FACTOR_RESET).because("email address changed"),
                        order.target());
        NoticeKind notice =
                codesEnded ? NoticeKind.EMAIL_CHANGED_CODES_ENDED : NoticeKind.EMAIL_CHANGED;
        notices.tell(order.target(), notice, after, order.now());
        notices.tellAt(before, order.target(), notice, after, order.now());
    }

    private void role(Order order, Extension read, Role given) {
        record(order, Kind.ROLE_CHANGED, Words.of(read.role()) + " → " + Words.of(given));
        notices.tell(order.target(), NoticeKind.ROLE_CHANGED, "", order.now());
        if (given.isAdministrator()) {
            notices.tellAdministrators(
                    NoticeKind.ADMINISTRATOR_APPOINTED, read.title(), order.now());
        }
    }

    private void access(Order order, boolean on) {
        if (on) {
            both(order, Kind.PORTAL_ACCESS_ON, NoticeKind.PORTAL_ACCESS_ON);
        } else {
            record(order, Kind.PORTAL_ACCESS_OFF, "");
            boolean told =
                    factorChanges.turnOffFor(
                            order.event(Kind.TWO_FACTOR_RESET).because("portal access"),
                            order.target(),
                            NoticeKind.PORTAL_ACCESS_OFF);
            if (!told) {
                tell(order, NoticeKind.PORTAL_ACCESS_OFF);
            }
        }
    }

    private void both(Order order, Kind kind, NoticeKind notice) {
        record(order, kind, "");
        tell(order, notice);
    }

    private void tell(Order order, NoticeKind notice) {
        notices.tell(order.target(), notice, "", order.now());
    }

    private void record(Order order, Kind kind, String reason) {
        audit.write(order.event(kind).because(reason));
    }
}
