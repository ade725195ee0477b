package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From a pending secret to a second factor, and all that must not become one.
class EnrolmentTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenPendingThenNothingIsOn(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        user.begin(user.logIn());

        assertThat(user.rows("second_factor")).isZero();
        assertThat(user.rows("totp")).isZero();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenLookedAtAgainThenTheSameOne(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String first = user.pending(handle, session).secret().base32();

        assertThat(user.confirmEnrolment(handle, session, wrongCodeFor(user, handle, session)))
                .isInstanceOf(Confirmation.WrongCode.class);

        assertThat(user.pending(handle, session).secret().base32()).isEqualTo(first);
        assertThat(user.on(PORTALS.node(store, 1)).pending(handle, session).secret().base32())
                .isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenRestartedThenGoesOn(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.create(portal);
            PortalSession session = user.logIn();
            Token handle = user.begin(session);
            String code = codeFor(user, handle, session);

            portal.restart();

            assertThat(user.confirmEnrolment(handle, session, code))
                    .isInstanceOf(Confirmation.Enrolled.class);
        }
    }

    /// AP-13: an enrolment that had run out was still accepted.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenTenMinutesOldThenExpired(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        TotpSecret secret = user.pending(handle, session).secret();
        portal.clock.advance(Duration.ofMinutes(10));

        assertThat(user.confirmEnrolment(handle, session, now(portal, secret)))
                .isInstanceOf(Confirmation.Expired.class);
        assertThat(user.rows("second_factor")).isZero();

        Token again = user.begin(session);
        TotpSecret fresh = user.pending(again, session).secret();
        assertThat(fresh.base32()).isNotEqualTo(secret.base32());
        portal.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(user.confirmEnrolment(again, session, now(portal, fresh)))
                .isInstanceOf(Confirmation.Enrolled.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenTenCodesAreWrongThenExhausted(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        for (int i = 0; i < 10; i++) {
            assertThat(user.confirmEnrolment(handle, session, wrongCodeFor(user, handle, session)))
                    .isInstanceOf(Confirmation.WrongCode.class);
        }

        assertThat(user.confirmEnrolment(handle, session, codeFor(user, handle, session)))
                .isInstanceOf(Confirmation.Exhausted.class);
        assertThat(user.audited("ENROLMENT_REFUSED")).isEqualTo(10);
        assertThat(user.rows("second_factor")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenTheTenthCodeIsRightThenEnrolled(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        for (int i = 0; i < 9; i++) {
            user.confirmEnrolment(handle, session, wrongCodeFor(user, handle, session));
        }
        assertThat(user.confirmEnrolment(handle, session, "12345"))
                .isInstanceOf(Confirmation.Malformed.class);

        assertThat(user.confirmEnrolment(handle, session, codeFor(user, handle, session)))
                .isInstanceOf(Confirmation.Enrolled.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenBegunAnewThenTheOldOneIsGone(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token first = user.begin(session);
        String code = codeFor(user, first, session);

        Token second = user.begin(session);

        assertThat(user.confirmEnrolment(first, session, code))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.rows("totp_pending")).isEqualTo(1);
        assertThat(codeFor(user, second, session)).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenCancelledThenGone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code = codeFor(user, handle, session);

        portal.get(Enrolment.class).cancel(session);

        assertThat(user.confirmEnrolment(handle, session, code))
                .isInstanceOf(Confirmation.Gone.class);
    }

    /// AP-13: anybody could end the enrolment that somebody else had begun.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenInAnotherSessionOrAccountThenGone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code = codeFor(user, handle, session);
        PortalSession sameOwner = user.logIn();
        PortalSession stranger = TestUser.create(portal).logIn();

        assertThat(user.confirmEnrolment(handle, sameOwner, code))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.confirmEnrolment(handle, stranger, code))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.confirmEnrolment(otherHandle(), session, code))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.confirmEnrolment(handle, session, code))
                .isInstanceOf(Confirmation.Enrolled.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenLoggedOutAndInThenGone(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code = codeFor(user, handle, session);
        user.logOut(session);

        assertThat(user.rows("totp_pending")).isZero();
        assertThat(user.confirmEnrolment(handle, user.logIn(), code))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.confirmEnrolment(handle, session, code))
                .as("the session that has ended")
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.rows("second_factor")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretWhenAccountChangedMeanwhileThenNothingIsKept(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code = codeFor(user, handle, session);
        user.set("epoch = epoch + 1");

        assertThatThrownBy(() -> user.confirmEnrolment(handle, session, code))
                .isInstanceOf(StaleSessionException.class);
        assertThat(user.rows("second_factor")).isZero();
        assertThat(user.rows("totp")).isZero();
        assertThat(user.rows("recovery_code")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void enrolmentWhenDoneThenPendingIsGoneAndOwnerTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token token = user.enrol(user.logIn());

        assertThat(user.rows("totp_pending")).isZero();
        assertThat(user.rows("recovery_code")).isEqualTo(10);
        assertThat(user.recoveryCodes).hasSize(10).doesNotHaveDuplicates();
        assertThat(user.told("TWO_FACTOR_ON")).isEqualTo(1);
        assertThat(user.audited("TWO_FACTOR_ON")).isEqualTo(1);
        assertThat(user.session(token).secondFactorAt()).isEqualTo(portal.now());
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void enrolmentWhenTwoFactorIsOnAlreadyThenOutdated(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        StepUp stepUp = user.stepUp(user.logInWithCode(), Purpose.TURN_ON);

        assertThat(portal.get(Enrolment.class).begin(stepUp, user.source, portal.now()))
                .isInstanceOf(Beginning.Outdated.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addingWhenTwoFactorIsOffThenOutdated(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        StepUp stepUp = user.stepUp(user.logIn(), Purpose.ADD_AUTHENTICATOR);

        assertThat(
                        portal.get(Enrolment.class)
                                .beginAnother(stepUp, null, user.source, portal.now()))
                .isInstanceOf(Beginning.Outdated.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addingWhenNotConfirmedYetThenTheOldOneWorksAlone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        Token handle = beginAnother(portal, user, session);
        TotpSecret pending = user.pending(handle, session).secret();
        user.nextStep();

        assertThat(user.code(user.halfSession(), now(portal, pending)))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);

        assertThat(user.confirmEnrolment(handle, session, now(portal, pending)))
                .isInstanceOf(Confirmation.Enrolled.class);
        assertThat(user.code(user.halfSession(), now(portal, pending)))
                .as("spent by the confirmation")
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
        user.nextStep();
        assertThat(user.code(user.halfSession(), now(portal, pending)))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.told("AUTHENTICATOR_ADDED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addingWhenThereAreThreeThenTooMany(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession withOne = user.session(user.enrol(user.logIn()));
        PortalSession withTwo = user.session(user.enrolAnother(withOne));
        PortalSession session = user.session(user.enrolAnother(withTwo));

        StepUp stepUp = user.stepUp(session, Purpose.ADD_AUTHENTICATOR);
        assertThat(
                        portal.get(Enrolment.class)
                                .beginAnother(stepUp, null, user.source, portal.now()))
                .isInstanceOf(Beginning.TooMany.class);
        assertThat(user.rows("totp")).isEqualTo(3);
        assertThat(user.rows("recovery_code")).as("the one set of the start").isEqualTo(10);
    }

    private static Token beginAnother(TestPortal portal, TestUser user, PortalSession session) {
        StepUp stepUp = user.stepUp(session, Purpose.ADD_AUTHENTICATOR);
        Beginning beginning =
                portal.get(Enrolment.class).beginAnother(stepUp, null, user.source, portal.now());
        return ((Beginning.Begun) beginning).handle();
    }

    private static Token otherHandle() {
        return Token.parse("A".repeat(43)).orElseThrow();
    }

    private static String codeFor(TestUser user, Token handle, PortalSession session) {
        return TotpCodes.code(user.pending(handle, session).secret(), TotpCodes.step(user.now()));
    }

    /// The code of a minute ago, or of a later one where by chance that one is right too.
    private static String wrongCodeFor(TestUser user, Token handle, PortalSession session) {
        TotpSecret secret = user.pending(handle, session).secret();
        long step = TotpCodes.step(user.now());
        String wrong = TotpCodes.code(secret, step - 2);
        for (long far = step + 2; isShown(secret, step, wrong); far++) {
            wrong = TotpCodes.code(secret, far);
        }
        return wrong;
    }

    private static boolean isShown(TotpSecret secret, long step, String code) {
        return code.equals(TotpCodes.code(secret, step - 1))
                || code.equals(TotpCodes.code(secret, step))
                || code.equals(TotpCodes.code(secret, step + 1));
    }

    private static String now(TestPortal portal, TotpSecret secret) {
        return TotpCodes.code(secret, TotpCodes.step(portal.now()));
    }
}
