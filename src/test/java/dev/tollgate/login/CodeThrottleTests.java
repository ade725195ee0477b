package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.kernel.ScriptedRandom;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Wrong codes before the hard stop.
class CodeThrottleTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String OTHER_RECOVERY_CODE =
            RecoveryCode.random(new ScriptedRandom(4)).text();

    /// AP-9: codes could be guessed at without end, at one door or at all.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenFiveWrongThenEachFurtherTryWaitsLongerAtEveryDoor(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        for (int i = 0; i < 5; i++) {
            guess(store, user, session, i);
        }

        for (int i = 0; i < 4; i++) {
            int minutes = new int[] {15, 30, 60, 60}[i];
            Instant until = portal.now().plus(Duration.ofMinutes(minutes));
            assertWaits(user, session, until);
            portal.clock.pin(until.minusMillis(1));
            assertWaits(user, session, until);
            portal.clock.pin(until);
            guess(store, user, session, i);
        }
        assertThat(user.audited("CODE_REFUSED")).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenRightThenWaitsEndAndFailuresStayCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        failTimes(user, 5);
        portal.clock.advance(Duration.ofMinutes(15));

        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        user.nextStep();
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(attempts(portal, user)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenMalformedThenNothingIsCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        for (String typed : new String[] {"", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "-12345"}) {
            assertThat(user.code(user.halfSession(), typed))
                    .isInstanceOf(CodeOutcome.Malformed.class);
            assertThat(user.recoveryCode(user.halfSession(), typed))
                    .isInstanceOf(CodeOutcome.Malformed.class);
        }
        assertThat(attempts(portal, user)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenHalfSessionIsOverThenNothingIsCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        user.nextStep();
        Token used = user.halfSession();
        assertThat(user.code(used, user.code())).isInstanceOf(CodeOutcome.SignedIn.class);

        for (int i = 0; i < 10; i++) {
            assertThat(user.code(used, user.wrongCode())).isInstanceOf(CodeOutcome.Gone.class);
        }
        assertThat(attempts(portal, user)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenPasswordChangesThenWaitsEndAndFailuresStayCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        failTimes(user, 5);
        Secret wanted = Secret.of("an entirely different sentence");

        portal.get(PasswordChanges.class)
                .change(
                        session,
                        new PasswordChanges.Typed(TestPortal.PASSWORD, wanted, wanted),
                        user.source,
                        portal.now());

        user.nextStep();
        assertThat(user.code(user.halfSession(), user.wrongCode()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(attempts(portal, user)).isEqualTo(6);
        assertThat(user.code(user.halfSession(), user.code())).isInstanceOf(CodeOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenUnlockedOnConsoleThenFreeAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        failTimes(user, 5);

        portal.get(Rescue.class).unlock(ConsoleAct.issue(portal.now()), user.account());

        assertThat(attempts(portal, user)).isZero();
        failTimes(user, 4);
        user.nextStep();
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.told("UNLOCKED")).isEqualTo(1);
        assertThat(user.audited("UNLOCKED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ownerWhenThirdCodeIsWrongThenToldAtMostOnceAnHour(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        failTimes(user, 2);
        assertThat(user.told("PASSWORD_KNOWN")).isZero();
        failTimes(user, 1);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);

        portal.clock.advance(Duration.ofSeconds(1));
        failTimes(user, 2);
        for (int minutes : new int[] {15, 30}) {
            portal.clock.advance(Duration.ofMinutes(minutes));
            failTimes(user, 1);
        }
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);
        portal.clock.advance(Duration.ofMinutes(60));
        failTimes(user, 1);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ownerWhenOwnLoginsComeBetweenWrongCodesThenToldByTheThird(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        for (int day = 0; day < 2; day++) {
            failTimes(user, 1);
            portal.clock.advance(Duration.ofHours(24));
            user.logInWithCode();
        }
        assertThat(user.told("PASSWORD_KNOWN")).isZero();

        failTimes(user, 1);

        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ownerWhenCodesAreWrongInThePopUpThenToldByTheThird(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        PortalSession session = user.logInWithCode();

        for (int i = 0; i < 3; i++) {
            assertThat(user.confirm(session, Purpose.TURN_OFF, user.wrongCode()))
                    .isInstanceOf(ConfirmOutcome.WrongCode.class);
        }

        // "Nobody has got in" would be untrue.
        assertThat(user.told("PASSWORD_KNOWN")).isZero();
        assertThat(user.told("CODES_WRONG_IN_SESSION")).isEqualTo(1);
    }

    /// One wrong guess: at the login by code or recovery code or in the pop-up, at either node.
    private static void guess(TestStore store, TestUser user, PortalSession session, int number) {
        TestUser there = user.on(PORTALS.node(store, number));
        switch (number % 3) {
            case 0 ->
                    assertThat(there.code(there.halfSession(), there.wrongCode()))
                            .isInstanceOf(CodeOutcome.Wrong.class);
            case 1 ->
                    assertThat(there.recoveryCode(there.halfSession(), OTHER_RECOVERY_CODE))
                            .isInstanceOf(CodeOutcome.Wrong.class);
            default ->
                    assertThat(there.confirm(session, Purpose.TURN_OFF, there.wrongCode()))
                            .isInstanceOf(ConfirmOutcome.WrongCode.class);
        }
    }

    private static void assertWaits(TestUser user, PortalSession session, Instant until) {
        assertThat(user.code(user.halfSession(), user.code()))
                .isEqualTo(new CodeOutcome.Wait(until));
        assertThat(user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                .isEqualTo(new CodeOutcome.Wait(until));
        assertThat(user.confirm(session, Purpose.TURN_OFF, user.code()))
                .isEqualTo(new ConfirmOutcome.CodeWait(until));
    }

    private static void failTimes(TestUser user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(user.code(user.halfSession(), user.wrongCode()))
                    .isInstanceOf(CodeOutcome.Wrong.class);
        }
    }

    private static long attempts(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select count(*) from attempt where kind = 'SECOND_FACTOR' and subject = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
