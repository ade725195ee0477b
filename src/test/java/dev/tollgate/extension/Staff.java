package dev.tollgate.extension;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.Notice;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administered;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// People of every role, and what they can do to each other through the real facade.
record Staff(TestPortal portal, TestStaff maker) {

    static Staff of(TestPortal portal) {
        return new Staff(portal, TestStaff.of(portal));
    }

    Account make(Role role) {
        return maker.make(role, portal.now());
    }

    Extension extension(Account account) {
        return portal.get(Extensions.class).find(account.username()).orElseThrow();
    }

    Account now(Account account) {
        return portal.get(Accounts.class).get(account.id()).orElseThrow();
    }

    PortalSession session(Account account) {
        return portal.opened(now(account));
    }

    StepUp stepUp(Account account) {
        return stepUp(session(account));
    }

    StepUp stepUp(PortalSession session) {
        return StepUp.issue(session, Purpose.MANAGE_EXTENSION, portal.now());
    }

    PasswordOutcome logIn(Account account, Secret password) {
        return portal.get(Login.class)
                .withPassword(
                        account.username(),
                        password,
                        "/",
                        Keepsakes.NONE,
                        TestPortal.SOURCE,
                        portal.now());
    }

    List<AuditEvent> events(Account about) {
        return portal.get(Transactions.class)
                .read(() -> portal.get(AuditLog.class).newestAbout(about.id(), 50));
    }

    List<NoticeKind> notices(Account of) {
        return portal.get(Notices.class).unread(of.id()).stream().map(Notice::kind).toList();
    }

    Saving save(StepUp by, Account target, ExtensionChange wanted) {
        return portal.get(ExtensionEditing.class)
                .save(
                        by.session(),
                        Optional.of(by),
                        extension(target),
                        wanted,
                        TestPortal.SOURCE,
                        portal.now());
    }

    ExtensionChange none(Account target) {
        return ExtensionChange.none(extension(target));
    }

    /// Tries one act; empty where it was done.
    Optional<Administered.Why> attempt(StepUp by, AdministrativeAct act, Account target) {
        return switch (act) {
                            case RENAME -> save(by, target, change(target, "Other", null, null));
                            case CHANGE_EMAIL ->
                                    save(
                                            by,
                                            target,
                                            change(target, null, "x" + target.email(), null));
                            case CHANGE_ROLE ->
                                    save(
                                            by,
                                            target,
                                            change(target, null, null, other(target.role())));
                            case CHANGE_PORTAL_ACCESS -> save(by, target, closed(target));
                            case DISABLE ->
                                    save(by, target, none(target).withStatus(Status.DISABLED));
                            case ENABLE -> {
                                maker.disable(target);
                                yield save(by, target, none(target).withStatus(Status.ACTIVE));
                            }
                            case DELETE,
                                    TURN_OFF_TWO_FACTOR,
                                    ISSUE_PASSWORD,
                                    INVITE,
                                    ISSUE_TEMPORARY_CODE,
                                    UNLOCK,
                                    LOG_OUT,
                                    REMOVE_TRUSTED_DEVICES ->
                                    rescue(by, act, target);
                        }
                        instanceof Saving.Refused(Administered.Why why)
                ? Optional.of(why)
                : Optional.empty();
    }

    private Saving rescue(StepUp by, AdministrativeAct act, Account target) {
        Extension extension = extension(target);
        ExtensionRescue rescue = portal.get(ExtensionRescue.class);
        Administered<?> outcome =
                switch (act) {
                    case TURN_OFF_TWO_FACTOR ->
                            rescue.turnOffTwoFactor(
                                    by, extension, "", TestPortal.SOURCE, portal.now());
                    case ISSUE_PASSWORD ->
                            rescue.issuePassword(by, extension, TestPortal.SOURCE, portal.now());
                    case INVITE ->
                            portal.get(ExtensionInvitations.class)
                                    .send(by, extension, TestPortal.SOURCE, portal.now());
                    case ISSUE_TEMPORARY_CODE ->
                            rescue.issueTemporaryCode(
                                    by, extension, TestPortal.SOURCE, portal.now());
                    case UNLOCK -> rescue.unlock(by, extension, TestPortal.SOURCE, portal.now());
                    case LOG_OUT ->
                            rescue.logOut(by.session(), extension, TestPortal.SOURCE, portal.now());
                    case REMOVE_TRUSTED_DEVICES ->
                            rescue.removeTrustedDevices(
                                    by.session(), extension, TestPortal.SOURCE, portal.now());
                    default ->
                            portal.get(ExtensionEditing.class)
                                    .delete(by, extension, TestPortal.SOURCE, portal.now());
                };
        return outcome instanceof Administered.Refused<?>(Administered.Why why)
                ? new Saving.Refused(why)
                : new Saving.Saved(Optional.empty());
    }

    ExtensionChange change(Account target, String name, String email, Role role) {
        ExtensionChange none = none(target);
        return new ExtensionChange(
                name == null ? none.name() : name,
                none.mobile(),
                email == null ? none.email() : email,
                role == null ? none.role() : role,
                none.portalAccess(),
                none.status(),
                none.stamp());
    }

    ExtensionChange closed(Account target) {
        ExtensionChange none = none(target);
        return new ExtensionChange(
                none.name(),
                none.mobile(),
                none.email(),
                none.role(),
                false,
                none.status(),
                none.stamp());
    }

    /// A role that whoever may give roles may give.
    static Role other(Role role) {
        return role == Role.EMPLOYEE ? Role.OPERATOR : Role.EMPLOYEE;
    }

    static List<AdministrativeAct> acts() {
        return List.copyOf(EnumSet.allOf(AdministrativeAct.class));
    }
}
