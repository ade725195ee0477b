package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Codes posted at the same moment, half of them to another node on the same database.
class CodeRaceTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// AP-5: one code was good for several sessions.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenPostedFiftyTimesAtOnceThenOneSession(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        String code = user.code();
        List<Token> halfSessions = halfSessions(user, 25);

        List<Object> outcomes =
                AtOnce.run(50, i -> node(store, user, i).code(halfSessions.get(i % 25), code));

        assertThat(signedIn(outcomes)).hasSize(1);
        assertThat(user.rows("session")).isEqualTo(1);
    }

    /// Without the budget in front of it: fifty guesses that were all admitted, each in a
    /// half-session of its own, so that nothing but the spending of the step decides.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenFiftyAdmittedPostsSettleAtOnceThenOneSession(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        Codes.Typed code = Codes.Typed.parse(user.code()).orElseThrow();

        List<Object> outcomes = settleAtOnce(store, user, code, halfSessions(user, 50));

        assertThat(signedIn(outcomes)).hasSize(1);
        assertThat(outcomes).filteredOn(CodeOutcome.AlreadyUsed.class::isInstance).hasSize(49);
        assertThat(user.rows("session")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenTenAdmittedCodesSettleAtOnceThenConsumedOnce(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        List<Codes.Typed> codes =
                user.recoveryCodes.stream()
                        .map(code -> Codes.Typed.parse(code).orElseThrow())
                        .toList();
        HalfSession halfSession = find(store, user.halfSession());
        List<Admission> admissions = admissions(store, user, codes.size());

        List<Object> outcomes =
                AtOnce.run(
                        codes.size(),
                        i -> settle(store, user, halfSession, codes.get(i), admissions.get(i), i));

        assertThat(signedIn(outcomes)).hasSize(1);
        assertThat(outcomes).filteredOn(CodeOutcome.Gone.class::isInstance).hasSize(9);
        assertThat(user.rows("session")).isEqualTo(1);
        assertThat(user.rows("recovery_code")).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenPostedFiftyTimesAtOnceThenOneSession(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        String code = user.recoveryCodes.getFirst();
        List<Token> halfSessions = halfSessions(user, 25);

        List<Object> outcomes =
                AtOnce.run(
                        50, i -> node(store, user, i).recoveryCode(halfSessions.get(i % 25), code));

        assertThat(signedIn(outcomes)).hasSize(1);
        assertThat(user.rows("session")).isEqualTo(1);
        assertThat(user.rows("recovery_code")).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenFiftyAdmittedPostsSettleAtOnceThenOneSession(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        Codes.Typed code = Codes.Typed.parse(user.recoveryCodes.getFirst()).orElseThrow();

        List<Object> outcomes = settleAtOnce(store, user, code, halfSessions(user, 50));

        assertThat(signedIn(outcomes)).hasSize(1);
        assertThat(outcomes).filteredOn(CodeOutcome.Wrong.class::isInstance).hasSize(49);
        assertThat(user.rows("session")).isEqualTo(1);
        assertThat(user.rows("recovery_code")).isEqualTo(9);
    }

    /// AP-1: parallel guesses were all checked before the first was counted.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodesWhenTwoHundredAtOnceThenFiveReachTheVerifier(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        List<Token> halfSessions = halfSessions(user, 20);

        List<Object> outcomes =
                AtOnce.run(
                        200,
                        i -> node(store, user, i).code(halfSessions.get(i % 20), user.wrongCode()));

        assertThat(outcomes).filteredOn(CodeOutcome.Wrong.class::isInstance).hasSize(5);
        assertThat(user.audited("CODE_REFUSED")).isEqualTo(5);
        assertThat(user.code(halfSessions.getFirst(), user.code()))
                .isInstanceOf(CodeOutcome.Wait.class);
        assertThat(user.audited("CODE_REFUSED")).isEqualTo(5);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);
    }

    private static List<Token> halfSessions(TestUser user, int count) {
        return Stream.generate(user::halfSession).limit(count).toList();
    }

    private static TestUser node(TestStore store, TestUser user, int number) {
        return user.on(PORTALS.node(store, number));
    }

    private static List<Object> signedIn(List<Object> outcomes) {
        return outcomes.stream().filter(CodeOutcome.SignedIn.class::isInstance).toList();
    }

    private static List<Object> settleAtOnce(
            TestStore store, TestUser user, Codes.Typed code, List<Token> tokens) {
        List<HalfSession> halfSessions = tokens.stream().map(token -> find(store, token)).toList();
        List<Admission> admissions = admissions(store, user, tokens.size());
        return AtOnce.run(
                tokens.size(),
                i -> settle(store, user, halfSessions.get(i), code, admissions.get(i), i));
    }

    private static CodeOutcome settle(
            TestStore store,
            TestUser user,
            HalfSession halfSession,
            Codes.Typed code,
            Admission admission,
            int number) {
        TestPortal portal = PORTALS.node(store, number);
        SecondStepSettlement settlement = portal.get(SecondStepSettlement.class);
        SecondStepSettlement.Guess guess =
                new SecondStepSettlement.Guess(
                        halfSession, code, admission, false, user.source, portal.now());
        return portal.get(Transactions.class).write(() -> settlement.settle(guess));
    }

    private static HalfSession find(TestStore store, Token token) {
        TestPortal portal = PORTALS.node(store, 0);
        return portal.get(HalfSessions.class).find(token, portal.now()).orElseThrow();
    }

    private static List<Admission> admissions(TestStore store, TestUser user, int count) {
        TestPortal portal = PORTALS.node(store, 0);
        Throttle throttle = portal.get(Throttle.class);
        List<Admission> admissions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Decision decision = throttle.admitCode(user.id, 1, portal.now());
            admissions.add(((Decision.Admitted) decision).admission());
            portal.get(Transactions.class).write(() -> throttle.unlock(user.id));
        }
        return admissions;
    }
}
