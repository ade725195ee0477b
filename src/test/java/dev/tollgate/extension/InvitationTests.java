package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.extension.ExtensionInvitations.Invitation;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.ForgottenPasswords;
import dev.tollgate.login.Invitations;
import dev.tollgate.login.LinkOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.PasswordResets;
import dev.tollgate.login.TestResets;
import dev.tollgate.notice.MailKind;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.TestMails;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administered.Why;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// "Send Invitation", and what its link does.
class InvitationTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret WANTED = Secret.of("nine blue geese swim home");

    private TestPortal portal;
    private Staff staff;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        staff = Staff.of(portal);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void acceptWhenInvitedThenLoggedInAndReadyToTurnTwoFactorOn(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        Token link = invite(user);

        LinkOutcome outcome = accept(link);

        PortalSession session = portal.session(((LinkOutcome.SignedIn) outcome).session());
        assertThat(session.account()).isEqualTo(user.id());
        assertThat(session.mustChangePassword()).isFalse();
        assertThat(portal.get(Confirmations.class).current(session, Purpose.TURN_ON, portal.now()))
                .isPresent();
        assertThat(staff.notices(user)).containsExactly(NoticeKind.INVITATION_ACCEPTED);
        assertThat(staff.logIn(user, WANTED)).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(staff.events(user))
                .extracting(AuditEvent::kind)
                .contains(Kind.INVITATION_SENT, Kind.INVITATION_ACCEPTED, Kind.LOGIN);
        assertThat(accept(link)).isInstanceOf(LinkOutcome.Gone.class);
    }

    /// PO-2: who has read the mail has shown who they are.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void acceptWhenAProofIsDueThenItIsOne(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        Token link = invite(user);
        assertThat(portal.get(Invitations.class).owner(link, portal.now()))
                .map(Account::id)
                .contains(user.id());
        TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());
        try {
            PortalSession session = portal.session(((LinkOutcome.SignedIn) accept(link)).session());
            assertThat(session.mustSetUp()).isTrue();
            assertThat(session.mustProve()).isFalse();
        } finally {
            TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(portal::get);
        }
        assertThat(portal.get(Invitations.class).owner(link, portal.now())).isEmpty();
    }

    /// PO-7: a mailbox is no place to log in from.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void acceptWhenTheAddressIsNotOneOfThoseAllowedThenNobodyIsLoggedIn(TestStore store) {
        open(store);
        Account operator = staff.make(Role.OPERATOR);
        Account employee = staff.make(Role.EMPLOYEE);
        Token link = invite(operator);
        Token free = invite(employee);
        TestPolicy.set(portal::get, TestPolicy.onlyFrom("203.0.113.9"));
        try {
            assertThat(accept(link))
                    .isEqualTo(new LinkOutcome.LogIn(operator.username(), List.of()));
            assertThat(portal.get(Sessions.class).of(operator.id(), portal.now())).isEmpty();
            assertThat(accept(free)).isInstanceOf(LinkOutcome.SignedIn.class);
        } finally {
            TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(portal::get);
        }
        assertThat(staff.logIn(operator, WANTED)).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    /// It sets a password and stands for no code.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void acceptWhenTwoFactorIsOnThenALoginFollows(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        portal.enrol(staff.session(user), Secret.of(TestStaff.PASSWORD));
        Token link = invite(user);

        assertThat(accept(link)).isEqualTo(new LinkOutcome.LogIn(user.username(), List.of()));
        assertThat(staff.logIn(user, WANTED)).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// AP-24: a one-time link was read, then deleted, and so opened twice.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void acceptWhenPostedFiftyTimesAtOnceThenOneIsLoggedIn(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        Token link = invite(user);

        List<Object> outcomes =
                AtOnce.run(
                        50,
                        number ->
                                PORTALS.node(store, number)
                                        .get(Invitations.class)
                                        .accept(
                                                link,
                                                WANTED,
                                                WANTED,
                                                TestPortal.SOURCE,
                                                portal.now()));

        assertThat(outcomes.stream().filter(LinkOutcome.SignedIn.class::isInstance)).hasSize(1);
        assertThat(staff.now(user).epoch()).isEqualTo(user.epoch() + 1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenOfAnotherKindThenOpensNothing(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        Token invitation = invite(user);
        ForgottenPasswords forgotten = portal.get(ForgottenPasswords.class);
        forgotten.ask(user.username(), TestPortal.SOURCE, portal.now());
        TestResets.answerAll(forgotten, portal.now());
        Token reset =
                TestMails.link(
                        TestMails.of(portal, user.id()).stream()
                                .filter(mail -> mail.kind() == MailKind.PASSWORD_RESET_LINK)
                                .findFirst()
                                .orElseThrow());

        assertThat(accept(reset)).isInstanceOf(LinkOutcome.Gone.class);
        assertThat(
                        portal.get(PasswordResets.class)
                                .reset(
                                        invitation,
                                        new PasswordResets.Typed(WANTED, WANTED, ""),
                                        TestPortal.SOURCE,
                                        portal.now()))
                .isInstanceOf(LinkOutcome.Gone.class);
        assertThat(staff.now(user)).isEqualTo(user);
        assertThat(accept(invitation)).isInstanceOf(LinkOutcome.SignedIn.class);
        assertThat(accept(reset)).isInstanceOf(LinkOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stateWhenTimeGoesByThenInvitedThenExpired(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        ExtensionInvitations invitations = portal.get(ExtensionInvitations.class);
        assertThat(invitations.of(user.id(), portal.now())).isEmpty();
        Token link = invite(user);

        portal.clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(invitations.of(user.id(), portal.now())).map(Invitation::open).contains(true);
        portal.clock.advance(Duration.ofMillis(1));
        portal.get(OneTimeLinks.class).purge(portal.now());
        assertThat(invitations.of(user.id(), portal.now())).map(Invitation::open).contains(false);
        assertThat(accept(link)).isInstanceOf(LinkOutcome.Gone.class);

        Token again = invite(user);
        assertThat(accept(again)).isInstanceOf(LinkOutcome.SignedIn.class);
        assertThat(invitations.of(user.id(), portal.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenAccountIsDisabledOrChangedThenDead(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        Token link = invite(user);
        Account admin = portal.admin();
        staff.save(
                staff.stepUp(admin), user, staff.change(user, null, "other" + user.email(), null));
        assertThat(accept(link)).isInstanceOf(LinkOutcome.Gone.class);

        Token second = invite(user);
        staff.maker().disable(user);
        assertThat(accept(second)).isInstanceOf(LinkOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenOfOwnOrHigherRankThenRefusedAndOnRecord(TestStore store) {
        open(store);
        Account operator = staff.make(Role.OPERATOR);
        for (Role role : List.of(Role.OPERATOR, Role.ADMINISTRATOR, Role.SUPER_ADMINISTRATOR)) {
            Account target = staff.make(role);

            Optional<Why> why =
                    staff.attempt(staff.stepUp(operator), AdministrativeAct.INVITE, target);

            assertThat(why).contains(Why.RANK);
            assertThat(TestMails.of(portal, target.id())).isEmpty();
            assertThat(staff.events(target))
                    .extracting(AuditEvent::kind)
                    .contains(Kind.ADMINISTRATION_REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenThereIsNoAddressThenNothingIsMailed(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        staff.save(staff.stepUp(portal.admin()), user, staff.change(user, null, "", null));

        Administered<Boolean> outcome = send(user);

        assertThat(outcome).isEqualTo(new Administered.Done<>(false));
        assertThat(TestMails.of(portal, user.id())).isEmpty();
    }

    private Token invite(Account user) {
        assertThat(send(user)).isEqualTo(new Administered.Done<>(true));
        return TestMails.link(portal, user.id());
    }

    private Administered<Boolean> send(Account user) {
        return portal.get(ExtensionInvitations.class)
                .send(
                        staff.stepUp(portal.admin()),
                        staff.extension(user),
                        TestPortal.SOURCE,
                        portal.now());
    }

    private LinkOutcome accept(Token link) {
        return portal.get(Invitations.class)
                .accept(link, WANTED, WANTED, TestPortal.SOURCE, portal.now());
    }
}
