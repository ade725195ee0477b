package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Guarantee;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left after the last wrong code that the guarantee allows, and the ways out.
class HardStopTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(60);
    private static final Duration STEP = Duration.ofSeconds(30);

    /// AP-3: nothing stopped guessing until somebody switched that on.
    @ParameterizedTest
    @CsvSource({
        "SQLITE, 1, 100", "SQLITE, 2, 50", "SQLITE, 3, 33",
        "POSTGRES, 1, 100", "POSTGRES, 2, 50", "POSTGRES, 3, 33"
    })
    void codeWhenWrongSoOftenInARowThenStoppedHard(
            TestStore store, int authenticators, int failures) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = withAuthenticators(portal, authenticators);
        failTimes(portal, user, failures - 1);
        assertThat(isStopped(portal, user)).isFalse();

        failTimes(portal, user, 1);

        assertThat(isStopped(portal, user)).isTrue();
        assertThat(user.audited("HARD_STOP")).isEqualTo(1);
        assertThat(user.told("HARD_STOP")).isEqualTo(1);
        for (int i = 0; i < 2 * failures; i++) {
            assertThat(user.code(user.halfSession(), user.wrongCode()))
                    .isEqualTo(new CodeOutcome.UnderHardStop(0));
        }
        assertThat(user.code(user.halfSession(), user.code()))
                .isEqualTo(new CodeOutcome.UnderHardStop(1));
        assertThat(user.rows("session")).isZero();
        assertThat(user.told("HARD_STOP")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenWrongAHundredTimesInThirtyDaysWithLoginsBetweenThenStoppedHard(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Instant first = portal.now();
        for (int i = 0; i < 25; i++) {
            failTimes(portal, user, 4);
            assertThat(isStopped(portal, user)).isEqualTo(i == 24);
            if (i < 24) {
                user.logInWithCode();
            }
            portal.clock.advance(Duration.ofHours(6));
        }
        assertThat(user.code(user.halfSession(), user.code()))
                .isEqualTo(new CodeOutcome.UnderHardStop(1));

        portal.clock.pin(first.plus(Guarantee.PERIOD).minusMillis(1));
        assertThat(isStopped(portal, user)).isTrue();
        portal.clock.pin(first.plus(Guarantee.PERIOD).plus(LONGEST_WAIT.multipliedBy(4)));
        assertThat(isStopped(portal, user)).as("the oldest are over 30 days old").isFalse();
        user.logInWithCode();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void threeRightCodesWhenInOneHalfSessionThenLeadOut(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = stopped(portal);
        Token own = user.halfSession();

        assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));
        attackerTries(user);
        user.nextStep();
        assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(2));
        attackerTries(user);
        user.nextStep();
        CodeOutcome third = user.code(own, user.code());

        assertThat(third).isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.isLive(((CodeOutcome.SignedIn) third).session())).isTrue();
        assertThat(user.audited("CODE_ACCEPTED_UNDER_HARD_STOP")).isEqualTo(2);
        assertThat(user.code(own, user.codeAt(0, STEP))).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void threeRightCodesWhenInThreeHalfSessionsThenLeadNowhere(TestStore store) {
        TestUser user = stopped(PORTALS.of(store));
        for (int i = 0; i < 4; i++) {
            assertThat(user.code(user.halfSession(), user.code()))
                    .isEqualTo(new CodeOutcome.UnderHardStop(1));
            user.nextStep();
        }
        assertThat(user.rows("session")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodesWhenAWrongOneComesBetweenThenCountAnew(TestStore store) {
        TestUser user = stopped(PORTALS.of(store));
        Token own = user.halfSession();
        user.code(own, user.code());
        user.nextStep();
        assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(2));

        assertThat(user.code(own, user.wrongCode())).isEqualTo(new CodeOutcome.UnderHardStop(0));

        for (int right = 1; right <= 2; right++) {
            user.nextStep();
            assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(right));
        }
        user.nextStep();
        assertThat(user.code(own, user.code())).isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenRepeatedUnderHardStopThenNotCountedTwice(TestStore store) {
        TestUser user = stopped(PORTALS.of(store));
        Token own = user.halfSession();
        assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));

        for (int i = 0; i < 3; i++) {
            assertThat(user.code(own, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(0));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenFiveWrongCodesUnderHardStopThenOver(TestStore store) {
        TestUser user = stopped(PORTALS.of(store));
        Token half = user.halfSession();
        for (int i = 0; i < 4; i++) {
            assertThat(user.code(half, user.wrongCode()))
                    .isEqualTo(new CodeOutcome.UnderHardStop(0));
        }
        assertThat(user.code(half, user.wrongCode())).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenUnderHardStopThenLivesTenMinutes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = stopped(portal);
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        HalfSessions halfSessions = portal.get(HalfSessions.class);

        portal.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(halfSessions.find(half, portal.now())).isPresent();
        assertThat(user.code(half, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(halfSessions.find(half, portal.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenStopComesAfterItBeganThenProlonged(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = afterNinetyNine(portal);
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        failTimes(portal, user, 1, Duration.ZERO);
        assertThat(user.code(half, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));

        portal.clock.advance(Duration.ofMinutes(10).minusMillis(1));

        assertThat(user.code(half, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(2));
    }

    /// The first code after the stop may be a wrong one.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenStopComesAndAWrongCodeThenProlongedToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = afterNinetyNine(portal);
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        failTimes(portal, user, 1, Duration.ZERO);
        assertThat(user.code(half, user.wrongCode())).isEqualTo(new CodeOutcome.UnderHardStop(0));

        portal.clock.advance(Duration.ofMinutes(10).minusMillis(1));

        assertThat(user.code(half, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenUnderHardStopThenLeadsOut(TestStore store) {
        TestUser user = stopped(PORTALS.of(store));

        assertThat(user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.told("RECOVERY_CODE_USED")).isEqualTo(1);
    }

    /// A hundred in a row over so long a time that those of the last 30 days are few: once led out,
    /// the owner is out.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenOfALongRowThenOverAfterEachOfTheOwnersWaysOut(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser byCodes = stoppedByALongRow(portal);
        Token own = byCodes.halfSession();
        for (int right = 1; right <= 2; right++) {
            byCodes.nextStep();
            byCodes.code(own, byCodes.code());
        }
        byCodes.nextStep();
        assertThat(byCodes.code(own, byCodes.code())).isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(isStopped(portal, byCodes)).isFalse();
        byCodes.logInWithCode();

        TestUser byPaper = stoppedByALongRow(portal);
        byPaper.recoveryCode(byPaper.halfSession(), byPaper.recoveryCodes.getFirst());
        assertThat(isStopped(portal, byPaper)).isFalse();
        byPaper.logInWithCode();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenOfALongRowThenOverAfterARecoveryCodeInAnOpenSession(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        plantLongRow(portal, user);
        assertThat(isStopped(portal, user)).isTrue();

        assertThat(user.confirm(session, Purpose.TURN_OFF, user.recoveryCodes.getFirst()))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);

        assertThat(isStopped(portal, user)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stepUpWhenUnderHardStopThenOnlyARecoveryCodeServes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = afterNinetyNine(portal);
        PortalSession session = user.logInWithCode();
        failTimes(portal, user, 1, Duration.ZERO);
        user.nextStep();

        assertThat(user.confirm(session, Purpose.TURN_OFF, user.code()))
                .isInstanceOf(ConfirmOutcome.UnderHardStop.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, user.recoveryCodes.getFirst()))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenPasswordChangesThenStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = stopped(portal);
        CodeOutcome in = user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst());
        PortalSession session = user.session(((CodeOutcome.SignedIn) in).session());

        changePassword(portal, user, session);

        assertThat(isStopped(portal, user)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenOfALongRowAndPasswordChangesThenStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        plantLongRow(portal, user);

        changePassword(portal, user, session);

        assertThat(isStopped(portal, user)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenUnlockedOnConsoleThenOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = stopped(portal);

        portal.get(Rescue.class).unlock(ConsoleAct.issue(portal.now()), user.account());

        assertThat(isStopped(portal, user)).isFalse();
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    private static void changePassword(TestPortal portal, TestUser user, PortalSession session) {
        Secret wanted = Secret.of("an entirely different sentence");
        PasswordChange change =
                portal.get(PasswordChanges.class)
                        .change(
                                session,
                                new PasswordChanges.Typed(TestPortal.PASSWORD, wanted, wanted),
                                user.source,
                                portal.now());
        assertThat(change).isInstanceOf(PasswordChange.Changed.class);
    }

    private static TestUser stopped(TestPortal portal) {
        TestUser user = afterNinetyNine(portal);
        failTimes(portal, user, 1);
        return user;
    }

    private static TestUser stoppedByALongRow(TestPortal portal) {
        TestUser user = TestUser.enrolled(portal);
        plantLongRow(portal, user);
        assertThat(isStopped(portal, user)).isTrue();
        return user;
    }

    /// The hundredth of them more than 30 days ago.
    private static void plantLongRow(TestPortal portal, TestUser user) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                """
                                                insert into budget (kind, subject, in_row, level, not_before)
                                                values ('SECOND_FACTOR', :id, 100, 0, 0)
                                                on conflict (kind, subject) do update set in_row = 100""")
                                        .param("id", user.id.text())
                                        .update());
    }

    /// An hour after the 99th wrong code in a row; that they lead there another test shows.
    private static TestUser afterNinetyNine(TestPortal portal) {
        TestUser user = TestUser.enrolled(portal);
        long at = portal.now().toEpochMilli();
        portal.get(Transactions.class).write(() -> plantFailures(portal, user, at));
        portal.clock.advance(LONGEST_WAIT);
        return user;
    }

    private static void plantFailures(TestPortal portal, TestUser user, long at) {
        portal.jdbc()
                .sql(
                        """
                        insert into budget (kind, subject, in_row, level, not_before)
                        values ('SECOND_FACTOR', :id, 99, 4, :at)""")
                .param("id", user.id.text())
                .param("at", at)
                .update();
        for (int i = 0; i < 99; i++) {
            portal.jdbc()
                    .sql(
                            """
                            insert into attempt (id, kind, subject, at, weight)
                            values (:row, 'SECOND_FACTOR', :id, :at, 1)""")
                    .param("row", i + " " + user.name)
                    .param("id", user.id.text())
                    .param("at", at)
                    .update();
        }
    }

    private static TestUser withAuthenticators(TestPortal portal, int count) {
        TestUser user = TestUser.create(portal);
        PortalSession session = user.session(user.enrol(user.logIn()));
        for (int i = 1; i < count; i++) {
            session = user.session(user.enrolAnother(session));
        }
        user.logOut(session);
        return user;
    }

    private static void failTimes(TestPortal portal, TestUser user, int times) {
        failTimes(portal, user, times, LONGEST_WAIT);
    }

    private static void failTimes(TestPortal portal, TestUser user, int times, Duration afterEach) {
        for (int i = 0; i < times; i++) {
            assertThat(user.code(user.halfSession(), user.wrongCode()))
                    .isInstanceOf(CodeOutcome.Wrong.class);
            portal.clock.advance(afterEach);
        }
    }

    private static void attackerTries(TestUser user) {
        TestUser attacker = user.from("203.0.113.66");
        for (int session = 0; session < 3; session++) {
            Token half = attacker.halfSession();
            for (int i = 0; i < 5; i++) {
                attacker.code(half, user.wrongCode());
            }
        }
    }

    private static boolean isStopped(TestPortal portal, TestUser user) {
        return portal.get(SecondStep.class)
                .pending(user.halfSession(), portal.now())
                .orElseThrow()
                .underHardStop();
    }
}
