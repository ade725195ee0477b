package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.CodeRequest;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a change of factors asks for before anything else, and what it ends.
class FactorDoorsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final AuthenticatorName OTHER = AuthenticatorName.of("Other");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenConfirmedForAnotherPurposeThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Enrolment enrolment = portal.get(Enrolment.class);
        FactorChanges changes = portal.get(FactorChanges.class);
        StepUp other = user.stepUp(user.logInWithCode(), Purpose.MANAGE_EXTENSION);
        String phone = phones(user).getFirst().id();
        Source source = user.source;
        Instant now = portal.now();
        List<Runnable> doors =
                List.of(
                        () -> enrolment.begin(other, source, now),
                        () -> enrolment.beginChange(other, source, now),
                        () -> enrolment.beginAnother(other, null, source, now),
                        () -> changes.turnOff(other, source, now),
                        () -> changes.newRecoveryCodes(other, source, now),
                        () -> changes.rename(other, phone, OTHER, source, now),
                        () -> changes.remove(other, phone, source, now));

        for (Runnable door : doors) {
            assertThatIllegalStateException()
                    .isThrownBy(door::run)
                    .withMessageStartingWith("issued for MANAGE_EXTENSION, not ");
        }
        assertThat(user.rows("totp_pending")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenTheAccountHasChangedMeanwhileThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Enrolment enrolment = portal.get(Enrolment.class);
        FactorChanges changes = portal.get(FactorChanges.class);
        RecoveryCodes recovery = portal.get(RecoveryCodes.class);
        PortalSession session = user.logInWithCode();
        StepUp adding = user.stepUp(session, Purpose.ADD_AUTHENTICATOR);
        StepUp making = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        StepUp renaming = user.stepUp(session, Purpose.RENAME_AUTHENTICATOR);
        Authenticator phone = phones(user).getFirst();
        RecoveryCodes.State before = recovery.state(user.id).orElseThrow();
        Source source = user.source;
        Instant now = portal.now();
        user.set("epoch = epoch + 1");
        List<Runnable> doors =
                List.of(
                        () -> enrolment.beginAnother(adding, null, source, now),
                        () -> changes.newRecoveryCodes(making, source, now),
                        () -> changes.rename(renaming, phone.id(), OTHER, source, now),
                        () -> changes.recoveryCodesSaved(session, before.madeAt(), source, now));

        for (Runnable door : doors) {
            assertThatExceptionOfType(StaleSessionException.class).isThrownBy(door::run);
        }
        assertThat(user.rows("totp_pending")).isZero();
        assertThat(recovery.state(user.id)).contains(before);
        assertThat(phones(user)).containsExactly(phone);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removalWhenOfTheSecondThenTheFirstStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.session(user.enrol(user.logIn()));
        PortalSession inHand = user.session(user.enrolAnother(session));
        List<Authenticator> both = phones(user);
        StepUp proof = user.stepUp(inHand, Purpose.REMOVE_AUTHENTICATOR);

        portal.get(FactorChanges.class)
                .remove(proof, both.getLast().id(), user.source, portal.now());

        assertThat(phones(user))
                .extracting(Authenticator::id)
                .containsExactly(both.getFirst().id());
        for (String kind : List.of("AUTHENTICATOR_ADDED", "AUTHENTICATOR_REMOVED")) {
            assertThat(user.audited(kind)).as(kind).isEqualTo(1);
        }
        assertThat(user.audited("ENROLMENT_BEGUN")).isEqualTo(2);
    }

    /// Who began with two and comes last finds three.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addingWhenThereAreThreeByNowThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        FactorTransitions transitions = portal.get(FactorTransitions.class);
        AuditEvent event =
                AuditEvent.own(portal.now(), Kind.AUTHENTICATOR_ADDED, user.id, user.source);
        Runnable adding =
                () ->
                        portal.get(Transactions.class)
                                .write(() -> transitions.add(event, "Phone", secret(portal), 0));
        adding.run();
        adding.run();

        assertThatExceptionOfType(StaleSessionException.class).isThrownBy(adding::run);
        assertThat(phones(user)).hasSize(Authenticators.MOST);
    }

    /// A code that was mailed before counts no more, and the authenticator does from now on.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenFromMailToAnAuthenticatorThenThatIsThereAndMailedCodesAreDead(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        FactorTransitions transitions = portal.get(FactorTransitions.class);
        Transactions transactions = portal.get(Transactions.class);
        Instant now = portal.now();
        AuditEvent event = AuditEvent.own(now, Kind.METHOD_CHANGED, user.id, user.source);
        CodeRequest request =
                new CodeRequest(
                        user.id,
                        user.account().epoch(),
                        "to@example.com",
                        Binding.ofLogin("none"),
                        user.source);
        transactions.write(() -> portal.get(EmailCodes.class).send(request, now));
        assertThat(user.rows("email_code")).isEqualTo(1);

        transactions.write(() -> transitions.changeToAuthenticator(event, secret(portal), 0));

        assertThat(phones(user)).hasSize(1);
        assertThat(user.rows("email_code")).isZero();
        assertThat(transitions.method(user.id)).contains(Method.AUTHENTICATOR);
        assertThat(user.audited("METHOD_CHANGED")).isEqualTo(1);
    }

    /// Wrong codes for a factor that is gone hold nobody up, and an administrator's act is told
    /// once.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turningOffWhenByAnAdministratorThenItsFailuresAreForgotten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        FactorChanges changes = portal.get(FactorChanges.class);
        Transactions transactions = portal.get(Transactions.class);
        AuditEvent event = AuditEvent.console(portal.now(), Kind.TWO_FACTOR_RESET, user.id);
        failCodes(portal, user);
        NoticeKind notice = NoticeKind.TWO_FACTOR_RESET;

        boolean off = transactions.write(() -> changes.turnOffFor(event, user.id, notice));
        boolean again = transactions.write(() -> changes.turnOffFor(event, user.id, notice));

        assertThat(off).isTrue();
        assertThat(again).isFalse();
        assertThat(failures(portal, user)).isZero();
        assertThat(user.told("TWO_FACTOR_RESET")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turningOffWhenOnTheConsoleThenItsFailuresAreForgotten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        failCodes(portal, user);

        ConsoleReset console = portal.get(ConsoleReset.class);
        ConsoleAct act = ConsoleAct.issue(portal.now());

        assertThat(console.reset(act, user.account()).turnedOff()).isTrue();

        assertThat(failures(portal, user)).isZero();
        assertThat(user.rows("second_factor")).isZero();
        assertThat(console.reset(act, user.account()).turnedOff()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorsActWhenInNoTransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        FactorChanges changes = portal.get(FactorChanges.class);
        AuditEvent event = AuditEvent.console(portal.now(), Kind.TWO_FACTOR_RESET, user.id);
        List<Runnable> acts =
                List.of(
                        () -> changes.turnOffFor(event, user.id, NoticeKind.TWO_FACTOR_RESET),
                        () -> changes.endMailedCodes(event, user.id));

        for (Runnable act : acts) {
            assertThatIllegalStateException()
                    .isThrownBy(act::run)
                    .withMessage("needs the transaction of the change that it records");
        }
    }

    private static TotpSecret secret(TestPortal portal) {
        return TotpSecret.random(portal.get(RandomSource.class));
    }

    private static List<Authenticator> phones(TestUser user) {
        return user.get(Authenticators.class).of(user.id);
    }

    private static void failCodes(TestPortal portal, TestUser user) {
        for (int i = 0; i < 5; i++) {
            portal.get(Throttle.class).admitCode(user.id, 1, portal.now());
        }
        assertThat(failures(portal, user)).isEqualTo(5);
    }

    private static int failures(TestPortal portal, TestUser user) {
        return portal.get(Throttle.class).wrongCodesSince(user.id, Instant.EPOCH, portal.now());
    }
}
