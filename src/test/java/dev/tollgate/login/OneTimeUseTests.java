package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Token;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each code is good once, at whichever door, and codes only move forward.
class OneTimeUseTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Duration STEP = Duration.ofSeconds(TotpCodes.STEP_SECONDS);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAtEnrolmentThenRefusedAtLogin(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));

        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAtLoginThenRefusedInAnotherHalfSession(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        Token other = user.halfSession();

        assertSignedIn(user.code(user.halfSession(), user.code()));
        assertThat(user.code(other, user.code())).isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    /// AP-5: a code was good once more in the interval after its own, in which it is still
    /// accepted. Each replay is on record as one.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAndItsStepHasPassedThenStillRefused(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        String code = user.code();
        assertSignedIn(user.code(user.halfSession(), code));
        user.nextStep();

        for (int node = 0; node < 2; node++) {
            TestUser there = user.on(PORTALS.node(store, node));
            assertThat(there.code(there.halfSession(), code))
                    .isInstanceOf(CodeOutcome.AlreadyUsed.class);
        }
        assertThat(user.get(AuditLog.class).newestAbout(user.id, 2))
                .extracting(AuditEvent::reason)
                .containsOnly("code already used");
        assertSignedIn(user.code(user.halfSession(), user.code()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAtLoginThenRefusedAtStepUp(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        PortalSession session = user.logInWithCode();

        assertThat(user.confirm(session, Purpose.TURN_OFF, user.code()))
                .isInstanceOf(ConfirmOutcome.CodeAlreadyUsed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAtStepUpThenRefusedAtLogin(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.stepUp(user.logInWithCode(), Purpose.TURN_OFF);

        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentAtOneNodeThenRefusedAtAnother(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        assertSignedIn(user.code(user.halfSession(), user.code()));

        TestUser elsewhere = user.on(PORTALS.node(store, 1));
        assertThat(elsewhere.code(elsewhere.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenSpentBeforeRestartThenRefusedAfterIt(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            user.nextStep();
            assertSignedIn(user.code(user.halfSession(), user.code()));

            portal.restart();

            assertThat(user.code(user.halfSession(), user.code()))
                    .isInstanceOf(CodeOutcome.AlreadyUsed.class);
            user.nextStep();
            assertSignedIn(user.code(user.halfSession(), user.code()));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenOlderThanTheSpentOneThenRefused(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        user.nextStep();

        assertSignedIn(user.code(user.halfSession(), user.code()));
        assertThat(user.code(user.halfSession(), user.codeAt(0, STEP.negated())))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenNewerThanTheSpentOneThenAccepted(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        user.nextStep();

        assertSignedIn(user.code(user.halfSession(), user.codeAt(0, STEP.negated())));
        assertSignedIn(user.code(user.halfSession(), user.code()));
        assertSignedIn(user.code(user.halfSession(), user.codeAt(0, STEP)));
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
    }

    /// AP-4: a code was good for longer than its step allows.
    ///
    /// @param age seconds between the first instant of the code's step and the login
    @ParameterizedTest
    @CsvSource({
        "-31, false",
        "-30, true",
        "-1, true",
        "0, true",
        "29, true",
        "30, true",
        "59, true",
        "60, false",
        "61, false"
    })
    void codeWhenAtTheEdgeOfItsWindowThenAcceptedToTheSecond(long age, boolean accepted) {
        for (TestStore store : TestStore.values()) {
            TestPortal portal = PORTALS.of(store);
            TestUser user = TestUser.enrolled(portal);
            portal.clock.advance(STEP.multipliedBy(4));
            String code = user.code();
            portal.clock.advance(Duration.ofSeconds(age));

            CodeOutcome outcome = user.code(user.halfSession(), code);

            assertThat(outcome)
                    .as("%s", store)
                    .isInstanceOf(accepted ? CodeOutcome.SignedIn.class : CodeOutcome.Wrong.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenOfTheOtherAuthenticatorThenItsOwnStepCounts(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession alone = user.session(user.enrol(user.logIn()));
        user.enrolAnother(alone);
        user.nextStep();

        assertSignedIn(user.code(user.halfSession(), user.code(0)));
        assertSignedIn(user.code(user.halfSession(), user.code(1)));
        assertThat(user.code(user.halfSession(), user.code(0)))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
        assertThat(user.code(user.halfSession(), user.code(1)))
                .isInstanceOf(CodeOutcome.AlreadyUsed.class);
        assertSignedIn(user.code(user.halfSession(), user.codeAt(1, STEP)));
    }

    /// The steps 910737 and 910738 of the key of RFC 4226 appendix D have one code, 911617.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenEqualToItsSpentNeighbourThenAcceptedOnceMore(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        plantRfcKey(portal, user, 910736);
        Instant present = portal.now();
        portal.clock.pin(Instant.ofEpochSecond(910737L * TotpCodes.STEP_SECONDS));
        try {
            assertThat(user.code()).isEqualTo("911617");
            assertSignedIn(user.code(user.halfSession(), "911617"));
            assertThat(lastStep(portal, user)).isEqualTo(910738);
            assertThat(user.code(user.halfSession(), "911617"))
                    .isInstanceOf(CodeOutcome.AlreadyUsed.class);

            plantRfcKey(portal, user, 910737);
            portal.clock.advance(STEP);
            assertSignedIn(user.code(user.halfSession(), "911617"));
            assertThat(user.code(user.halfSession(), "911617"))
                    .isInstanceOf(CodeOutcome.AlreadyUsed.class);
        } finally {
            portal.clock.pin(present);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenSpentAtLoginThenRefusedAtEveryDoor(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        String code = user.recoveryCodes.getFirst();
        CodeOutcome first = user.recoveryCode(user.halfSession(), code);
        PortalSession session = user.session(((CodeOutcome.SignedIn) first).session());

        assertThat(user.recoveryCode(user.halfSession(), code))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, code))
                .isInstanceOf(ConfirmOutcome.WrongCode.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenSpentAtStepUpThenRefusedAtLoginAndOwnerTold(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        String code = user.recoveryCodes.getFirst();

        assertThat(user.confirm(user.logInWithCode(), Purpose.TURN_OFF, code))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);

        assertThat(user.recoveryCode(user.halfSession(), code))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.told("RECOVERY_CODE_USED")).isEqualTo(1);
        assertThat(user.audited("RECOVERY_CODE_USED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenOfAnotherAccountThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        TestUser other = TestUser.enrolled(portal);

        assertThat(user.recoveryCode(user.halfSession(), other.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertSignedIn(other.recoveryCode(other.halfSession(), other.recoveryCodes.getFirst()));
    }

    private static void plantRfcKey(TestPortal portal, TestUser user, long lastStep) {
        TotpSecret key = TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
        String id =
                portal.jdbc()
                        .sql("select id from totp where account_id = :id")
                        .param("id", user.id.text())
                        .query((row, _) -> row.getString(1))
                        .single();
        Place place = new Place("totp", "secret", id);
        portal.jdbc()
                .sql("update totp set secret = :secret, last_step = :step where id = :id")
                .param("secret", portal.get(Sealer.class).seal(place, key.bytes()))
                .param("step", lastStep)
                .param("id", id)
                .update();
        user.secrets.set(0, key);
    }

    private static long lastStep(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select last_step from totp where account_id = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static void assertSignedIn(CodeOutcome outcome) {
        assertThat(outcome).isInstanceOf(CodeOutcome.SignedIn.class);
    }
}
