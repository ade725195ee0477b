package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.policy.ProofDemand;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// What each step of a change of address does, in its open transaction.
@Component
final class EmailChangeSettlement {

    private final Accounts accounts;
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final EmailCodes emailCodes;
    private final ProofDemand proofs;
    private final AuditLog audit;
    private final Notices notices;

    EmailChangeSettlement(
            Accounts accounts,
            Sessions sessions,
            OneTimeLinks links,
            EmailCodes emailCodes,
            ProofDemand proofs,
            AuditLog audit,
            Notices notices) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
        this.emailCodes = emailCodes;
        this.proofs = proofs;
        this.audit = audit;
        this.notices = notices;
    }

    /// The old address hears of it at once.
    void ask(PortalSession session, LinkKind kind, String address, Source source, Instant now) {
        sessions.hold(session);
        Account account = accounts.get(session.account()).orElseThrow();
        links.send(kind, account, address, now);
        audit.write(session.act(Kind.EMAIL_CHANGE_ASKED, source, now).because(address));
        notices.tell(account.id(), NoticeKind.EMAIL_CHANGE_ASKED, address, now);
    }

    void cancel(PortalSession session, LinkKind kind, Source source, Instant now) {
        sessions.hold(session);
        links.drop(session.account(), kind);
        audit.write(session.act(Kind.EMAIL_CHANGE_CANCELLED, source, now));
    }

    void removeNoticeEmail(PortalSession session, Source source, Instant now) {
        sessions.hold(session);
        String before = accounts.noticeEmail(session.account());
        links.drop(session.account(), LinkKind.NOTICE_EMAIL);
        accounts.changeNoticeEmail(session.account(), "");
        audit.write(session.act(Kind.NOTICE_EMAIL_CHANGED, source, now));
        told(session.account(), NoticeKind.NOTICE_EMAIL_CHANGED, before, "", now);
    }

    EmailConfirming confirm(OneTimeLinks.Spent spent, Source source, Instant now) {
        return spent.link().kind() == LinkKind.EMAIL
                ? confirmEmail(spent.account(), spent.link().address(), source, now)
                : confirmNoticeEmail(spent.account(), spent.link().address(), source, now);
    }

    /// Links and codes that wait in the old mailbox open nothing any more. While a proof is due
    /// that can be mailed, the address stays: the password alone was enough to ask for another.
    private EmailConfirming confirmEmail(
            Account account, String address, Source source, Instant now) {
        AccountId id = account.id();
        if (proofs.isDue(account, now)) {
            audit.write(
                    AuditEvent.refused(
                            now, Kind.EMAIL_CHANGED_BY_OWNER, id, source, "a proof is due"));
            return new EmailConfirming.Gone();
        }
        if (!accounts.changeOwnEmail(account, address)) {
            audit.write(AuditEvent.refused(now, Kind.EMAIL_CHANGED_BY_OWNER, id, source, "taken"));
            return new EmailConfirming.Taken();
        }
        links.drop(id, LinkKind.PASSWORD_RESET);
        links.drop(id, LinkKind.INVITATION);
        emailCodes.dropAll(id);
        record(Kind.EMAIL_CHANGED_BY_OWNER, id, address, source, now);
        told(id, NoticeKind.EMAIL_CHANGED_BY_OWNER, account.email(), address, now);
        return new EmailConfirming.Confirmed(address);
    }

    private EmailConfirming confirmNoticeEmail(
            Account account, String address, Source source, Instant now) {
        String before = accounts.noticeEmail(account.id());
        accounts.changeNoticeEmail(account.id(), address);
        record(Kind.NOTICE_EMAIL_CHANGED, account.id(), address, source, now);
        told(account.id(), NoticeKind.NOTICE_EMAIL_CHANGED, before, address, now);
        return new EmailConfirming.Confirmed(address);
    }

    private void record(Kind kind, AccountId account, String reason, Source source, Instant now) {
        audit.write(AuditEvent.fromOutside(now, kind, account, source).because(reason));
    }

    /// The address that it was before hears of it too.
    private void told(
            AccountId account, NoticeKind kind, String before, String address, Instant now) {
        notices.tell(account, kind, address, now);
        notices.tellAt(before, account, kind, address, now);
    }
}
