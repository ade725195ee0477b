package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.extension.Extension.LoginState;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Invitations;
import dev.tollgate.login.LinkOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.TestMails;
import dev.tollgate.session.Administered;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a saved form of the tab "User" does, and what it cannot.
class ExtensionEditingTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret PASSWORD = Secret.of(TestStaff.PASSWORD);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenEmailChangesThenNameMovesEpochGrowsAndBothAddressesAreTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        PortalSession theirs = staff.session(user);
        String wanted = "New." + user.email();

        Saving saving = staff.save(admin(staff), user, staff.change(user, null, wanted, null));

        assertThat(saving).isEqualTo(new Saving.Saved(Optional.empty()));
        Accounts accounts = portal.get(Accounts.class);
        assertThat(accounts.find(LoginName.of(user.email()))).isEmpty();
        assertThat(accounts.find(LoginName.of(wanted.toUpperCase(Locale.ROOT)))).isPresent();
        assertThat(staff.now(user).epoch()).isEqualTo(user.epoch() + 1);
        assertThat(portal.get(Sessions.class).of(user.id(), portal.now()))
                .extracting(PortalSession::digest)
                .doesNotContain(theirs.digest());
        assertThat(staff.notices(user)).containsExactly(NoticeKind.EMAIL_CHANGED);
        assertThat(addresses(portal, user)).containsExactlyInAnyOrder("", user.email());
        assertThat(staff.events(user).getFirst().reason()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenEmailIsAnothersThenNothingChanges(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);
        Account other = staff.make(Role.EMPLOYEE);
        String taken = other.email().toUpperCase(Locale.ROOT);

        Saving saving =
                staff.save(admin(staff), user, staff.change(user, "New", taken, Role.OPERATOR));

        assertThat(((Saving.Invalid) saving).problems())
                .extracting(problem -> problem.key())
                .containsExactly("email.taken");
        assertThat(staff.now(user)).isEqualTo(user);
        assertThat(staff.extension(user).name()).isEqualTo("Ana Silva");
    }

    /// The owner's own change leaves the extension's row as it was; so does its number, which
    /// somebody else gets.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheFormShowedAnotherAddressOrAnotherAccountThenNothingChanges(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);
        ExtensionChange form = staff.change(user, "New", null, null);

        staff.maker().set(user, "email = 'own." + user.email() + "'");
        assertThat(staff.save(admin(staff), user, form))
                .isInstanceOf(Saving.ChangedMeanwhile.class);
        assertThat(staff.now(user).email()).isEqualTo("own." + user.email());

        Extension before = staff.extension(user);
        Extension next =
                new Extension(
                        before.number(),
                        before.name(),
                        AccountId.parse("00000000-0000-0000-0000-000000000001"),
                        before.mobile(),
                        before.email(),
                        before.role(),
                        before.status(),
                        before.portalAccess(),
                        before.twoFactorSince(),
                        before.method(),
                        before.lastLoginAt(),
                        before.version());
        assertThat(next.stamp()).isNotEqualTo(before.stamp());
    }

    /// The owner proves the new address first, on another page; here an open session, taken over
    /// within minutes of a login, would be enough to move the account.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenASuperAdministratorChangesTheOwnEmailThenRefusedAndOnRecord(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account own = staff.make(Role.SUPER_ADMINISTRATOR);

        Saving email =
                staff.save(staff.stepUp(own), own, staff.change(own, null, "my@example.com", null));
        Saving name = staff.save(staff.stepUp(own), own, staff.change(own, "Ana", null, null));

        assertThat(email).isEqualTo(new Saving.Refused(Administered.Why.OWN_ACCOUNT));
        assertThat(staff.now(own).email()).isEqualTo(own.email());
        assertThat(staff.events(own))
                .extracting(AuditEvent::kind)
                .contains(AuditEvent.Kind.ADMINISTRATION_REFUSED);
        assertThat(name).isInstanceOf(Saving.Saved.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenOnlyTheCaseOfTheEmailChangesThenStillTheirs(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);
        String wanted = user.email().toUpperCase(Locale.ROOT);

        staff.save(admin(staff), user, staff.change(user, null, wanted, null));

        assertThat(staff.portal().get(Accounts.class).find(LoginName.of(user.email())))
                .map(Account::email)
                .contains(wanted);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheEmailStaysThenResetLinksStillGoThere(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Accounts accounts = staff.portal().get(Accounts.class);
        Account user = staff.make(Role.EMPLOYEE);

        staff.save(admin(staff), user, staff.change(user, "New", null, Role.OPERATOR));
        assertThat(accounts.takesResetLinks(staff.now(user))).isTrue();

        Account renamed = staff.now(user);
        staff.save(
                admin(staff), renamed, staff.change(renamed, null, "new." + renamed.email(), null));
        assertThat(accounts.takesResetLinks(staff.now(user))).isFalse();
    }

    /// PP-1: nobody heard of the administrator whom the attacker made.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenRoleChangesThenSessionsEndAndAdministratorsHear(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        Account administrator = staff.make(Role.ADMINISTRATOR);
        staff.session(user);

        staff.save(admin(staff), user, staff.change(user, null, null, Role.ADMINISTRATOR));

        assertThat(staff.now(user).role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(portal.get(Sessions.class).of(user.id(), portal.now())).isEmpty();
        assertThat(staff.notices(user))
                .containsExactlyInAnyOrder(
                        NoticeKind.ROLE_CHANGED, NoticeKind.ADMINISTRATOR_APPOINTED);
        assertThat(staff.notices(administrator))
                .containsExactly(NoticeKind.ADMINISTRATOR_APPOINTED);
        assertThat(staff.notices(portal.admin())).contains(NoticeKind.ADMINISTRATOR_APPOINTED);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAnythingButTheNameChangesWithoutStepUpThenAsked(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);
        PortalSession admin = staff.session(staff.make(Role.ADMINISTRATOR));

        assertThat(plain(staff, admin, user, staff.change(user, null, "", null)))
                .isInstanceOf(Saving.NeedsStepUp.class);
        assertThat(plain(staff, admin, user, staff.change(user, null, null, Role.OPERATOR)))
                .isInstanceOf(Saving.NeedsStepUp.class);
        assertThat(plain(staff, admin, user, staff.closed(user)))
                .isInstanceOf(Saving.NeedsStepUp.class);
        assertThat(plain(staff, admin, user, staff.none(user).withStatus(Status.DISABLED)))
                .isInstanceOf(Saving.NeedsStepUp.class);
        assertThat(staff.now(user)).isEqualTo(user);
        assertThat(plain(staff, admin, user, staff.change(user, "Bo", null, null)))
                .isInstanceOf(Saving.Saved.class);
    }

    /// Two administrators with the same form open.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheFormIsOfAnEarlierVersionThenNothingChanges(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);
        ExtensionChange form = staff.change(user, null, "late" + user.email(), null);
        staff.save(admin(staff), user, staff.change(user, "Bo", null, null));

        assertThat(staff.save(admin(staff), user, form))
                .isInstanceOf(Saving.ChangedMeanwhile.class);
        assertThat(staff.now(user)).isEqualTo(user);
        assertThat(staff.extension(user).name()).isEqualTo("Bo");
    }

    /// Two administrators who press "Save" in the same moment: the second has read what the first
    /// is about to change.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenSomebodySavesBetweenReadingAndLockingThenNothingChanges(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        for (String change :
                List.of(
                        "email = 'mine' || email",
                        "role = 'OPERATOR'",
                        "status = 'DISABLED'",
                        "portal_access = 0")) {
            Account user = staff.make(Role.EMPLOYEE);
            Extension read = staff.extension(user);
            staff.maker().set(user, change);
            Account changed = staff.now(user);

            assertThat(save(staff, read)).as(change).isInstanceOf(Saving.ChangedMeanwhile.class);
            assertThat(staff.now(user)).isEqualTo(changed);
            assertThat(staff.extension(user).name()).isEqualTo("Ana Silva");
        }
        Account user = staff.make(Role.EMPLOYEE);
        Extension read = staff.extension(user);
        staff.save(admin(staff), user, staff.change(user, "Bo", null, null));
        assertThat(save(staff, read)).isInstanceOf(Saving.ChangedMeanwhile.class);
        assertThat(staff.extension(user).name()).isEqualTo("Bo");
    }

    /// Whoever was out of reach when the form was read needs a step-up all the same.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheRoleFellMeanwhileThenTheStepUpIsStillAskedFor(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.ADMINISTRATOR);
        Extension read = staff.extension(user);
        ExtensionChange closed = staff.closed(user);
        staff.maker().set(user, "role = 'EMPLOYEE'");

        Saving saving =
                staff.portal()
                        .get(ExtensionEditing.class)
                        .save(
                                staff.session(staff.make(Role.ADMINISTRATOR)),
                                Optional.empty(),
                                read,
                                closed,
                                TestPortal.SOURCE,
                                staff.portal().now());

        assertThat(saving).isInstanceOf(Saving.NeedsStepUp.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenPortalAccessGoesOffThenNeitherPasswordNorSecondFactorIsLeft(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        portal.enrol(staff.session(user), PASSWORD);

        staff.save(admin(staff), user, staff.closed(user));

        assertThat(staff.logIn(user, PASSWORD)).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(portal.get(SecondFactors.class).of(user.id())).isEmpty();
        assertThat(portal.get(Sessions.class).of(user.id(), portal.now())).isEmpty();
        assertThat(staff.extension(user).loginState()).isEqualTo(LoginState.NO_ACCESS);
        portal.jdbc().sql("update account set portal_access = 1").update();
        assertThat(staff.logIn(user, PASSWORD))
                .as("the password itself is gone")
                .isInstanceOf(PasswordOutcome.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenDisabledThenEverythingUnderWayEndsAndEnablingMakesAPassword(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        TestPortal.Enrolled enrolled = portal.enrol(staff.session(user), PASSWORD);
        Token half = ((PasswordOutcome.NeedsFactor) staff.logIn(user, PASSWORD)).halfSession();

        staff.save(admin(staff), user, staff.none(user).withStatus(Status.DISABLED));

        assertThat(portal.get(Sessions.class).find(enrolled.session(), portal.now())).isEmpty();
        assertThat(portal.get(HalfSessions.class).find(half, portal.now())).isEmpty();
        assertThat(staff.logIn(user, PASSWORD)).isInstanceOf(PasswordOutcome.Refused.class);
        Saving enabled = staff.save(admin(staff), user, staff.none(user).withStatus(Status.ACTIVE));
        Secret issued = ((Saving.Saved) enabled).oneTimePassword().orElseThrow();
        assertThat(staff.logIn(user, PASSWORD)).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(staff.logIn(user, issued)).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// Where a mail reaches the user, the way in is the link: no letter, and no password of before.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAnAccountOpensThenItsUserIsInvitedOrGetsALetter(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account leaver = staff.make(Role.EMPLOYEE);
        Account closed = staff.make(Role.EMPLOYEE);
        Account unreached = staff.make(Role.EMPLOYEE);
        staff.maker().set(leaver, "status = 'DISABLED'");
        staff.maker().set(closed, "portal_access = 0");
        staff.maker().set(unreached, "status = 'DISABLED', email = ''");
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());
        try {
            for (Account user : List.of(leaver, closed)) {
                assertThat(opened(staff, user)).isEmpty();

                Token link = TestMails.link(portal, user.id());
                assertThat(staff.logIn(user, PASSWORD)).isInstanceOf(PasswordOutcome.Refused.class);
                assertThat(staff.events(user))
                        .extracting(AuditEvent::kind)
                        .contains(AuditEvent.Kind.INVITATION_SENT);
                Secret wanted = Secret.of("nine blue geese swim home");
                assertThat(
                                portal.get(Invitations.class)
                                        .accept(
                                                link,
                                                wanted,
                                                wanted,
                                                TestPortal.SOURCE,
                                                portal.now()))
                        .isInstanceOf(LinkOutcome.SignedIn.class);
            }
            assertThat(opened(staff, unreached)).isPresent();
        } finally {
            TestMailServer.forget(portal.get(MailServers.class), portal.get(Transactions.class));
        }
    }

    private static Optional<Secret> opened(Staff staff, Account user) {
        ExtensionChange none = staff.none(user);
        ExtensionChange open =
                new ExtensionChange(
                        none.name(),
                        none.mobile(),
                        none.email(),
                        none.role(),
                        true,
                        Status.ACTIVE,
                        none.stamp());
        return ((Saving.Saved) staff.save(admin(staff), user, open)).oneTimePassword();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void deleteWhenDoneThenNumberIsFreeAndRecordStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        staff.session(user);

        portal.get(ExtensionEditing.class)
                .delete(admin(staff), staff.extension(user), TestPortal.SOURCE, portal.now());

        assertThat(portal.get(Extensions.class).find(user.username())).isEmpty();
        assertThat(portal.get(Accounts.class).find(LoginName.of(user.email()))).isEmpty();
        assertThat(staff.events(user).getFirst().kind()).isEqualTo(AuditEvent.Kind.ACCOUNT_DELETED);
        Extensions.Addition again =
                portal.get(Extensions.class)
                        .add(
                                admin(staff).session(),
                                new ExtensionForm(user.username(), "Bo", user.email()),
                                TestPortal.SOURCE,
                                portal.now());
        assertThat(again).isInstanceOf(Extensions.Addition.Added.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addWhenOfAnAdministratorThenTakesAStepUpAndTheRank(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Extensions extensions = portal.get(Extensions.class);
        ExtensionForm form =
                new ExtensionForm(
                        "88" + portal.now().toEpochMilli() % 1_000_000, "", "", Role.ADMINISTRATOR);
        StepUp administrator = staff.stepUp(staff.make(Role.ADMINISTRATOR));

        assertThat(extensions.add(admin(staff).session(), form, TestPortal.SOURCE, portal.now()))
                .isInstanceOf(Extensions.Addition.NeedsStepUp.class);
        assertThat(extensions.add(administrator, form, TestPortal.SOURCE, portal.now()))
                .isInstanceOf(Extensions.Addition.Refused.class);
        assertThat(extensions.add(admin(staff), form, TestPortal.SOURCE, portal.now()))
                .isInstanceOf(Extensions.Addition.Added.class);
    }

    private static StepUp admin(Staff staff) {
        return staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
    }

    /// Another name, in a form that was read some time ago.
    private static Saving save(Staff staff, Extension read) {
        ExtensionChange none = ExtensionChange.none(read);
        ExtensionChange renamed =
                new ExtensionChange(
                        "Late",
                        none.mobile(),
                        none.email(),
                        none.role(),
                        none.portalAccess(),
                        none.status(),
                        none.stamp());
        StepUp by = admin(staff);
        return staff.portal()
                .get(ExtensionEditing.class)
                .save(
                        by.session(),
                        Optional.of(by),
                        read,
                        renamed,
                        TestPortal.SOURCE,
                        staff.portal().now());
    }

    private static Saving plain(
            Staff staff, PortalSession by, Account user, ExtensionChange wanted) {
        return staff.portal()
                .get(ExtensionEditing.class)
                .save(
                        by,
                        Optional.empty(),
                        staff.extension(user),
                        wanted,
                        TestPortal.SOURCE,
                        staff.portal().now());
    }

    private static List<String> addresses(TestPortal portal, Account user) {
        return portal.jdbc()
                .sql("select address from notice where account_id = :id")
                .param("id", user.id().text())
                .query(String.class)
                .list();
    }
}
