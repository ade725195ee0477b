package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.Token;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How other systems failed between the password and the session, tried here, at two nodes. The
/// numbers are those of `docs/failures.md`; most of its rows stand at the tests of their subject.
class KnownFailureTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";

    /// What can be guessed at.
    enum Door {
        PASSWORD,
        AUTHENTICATOR,
        RECOVERY_CODE,
        TEMPORARY_CODE,
        MAILED_CODE,
        CODE_IN_THE_POP_UP
    }

    /// AP-2: guessing was watched until an account had a second factor, and no longer then.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void guessWhenTheSixthOfAnyKindThenNotLookedAt(TestStore store) {
        for (Door door : Door.values()) {
            TestPortal portal = PORTALS.of(store);
            TestUser user =
                    door == Door.MAILED_CODE ? TestUser.mailed(portal) : TestUser.enrolled(portal);
            PortalSession session = sessionOf(user);
            for (int i = 0; i < 5; i++) {
                Object outcome = guess(door, user.on(PORTALS.node(store, i)), session);
                assertThat(isWait(outcome)).as("%s: %s", door, outcome).isFalse();
            }
            for (int node = 0; node < 2; node++) {
                Object sixth = guess(door, user.on(PORTALS.node(store, node)), session);
                assertThat(isWait(sixth)).as("%s: %s", door, sixth).isTrue();
            }
        }
    }

    /// AP-3: what guards was off until somebody switched it on, and shared between passwords and
    /// codes, so that whoever knew a name could keep its owner out. (The hundred wrong codes are
    /// in [HardStopTests].)
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ownerWhenAThousandPasswordsAreWrongElsewhereThenStillLogsIn(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.enrolled(portal).bringing(new TestJar());
        owner.logInWithCode();
        for (int i = 0; i < 1000; i++) {
            owner.from("198.51.100." + i % 40).on(PORTALS.node(store, i / 40)).password(WRONG + i);
            portal.clock.advance(Duration.ofMillis(500));
        }

        owner.logInWithCode();
        TestUser elsewhere = owner.bringing(new TestJar());
        if (elsewhere.rightPassword() instanceof PasswordOutcome.Wait(Instant until)) {
            assertThat(until).isBeforeOrEqualTo(portal.now().plusSeconds(60));
            portal.clock.pin(until);
        }
        elsewhere.logInWithCode();
    }

    /// AP-22: each session had its own ten tries, and nobody was told.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codesWhenTenAreTriedInEachOfAHundredHalfSessionsThenOneBudgetAndOneMail(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        List<Token> halfSessions = Stream.generate(user::halfSession).limit(100).toList();
        List<CodeOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            TestUser attacker = user.on(PORTALS.node(store, i));
            outcomes.add(attacker.code(halfSessions.get(i % 100), attacker.wrongCode()));
        }

        assertThat(outcomes).filteredOn(CodeOutcome.Wrong.class::isInstance).hasSize(5);
        assertThat(outcomes).filteredOn(CodeOutcome.Wait.class::isInstance).hasSize(995);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);
    }

    /// AP-26: a setting for something else switched the cap on mailed codes off, and 500 wrong ones
    /// went by in four seconds.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void cappedCodesWhenOptionsAreCombinedThenStayCapped(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            for (SecurityOptions options : combinations()) {
                TestPolicy.forget(portal::get);
                List<TestUser> users = List.of(TestUser.mailed(portal), TestUser.enrolled(portal));
                TestPolicy.set(portal::get, _ -> options);
                for (TestUser user : users) {
                    Token half = user.halfSession();
                    List<CodeOutcome> outcomes =
                            Stream.generate(() -> user.code(half, user.wrongCode()))
                                    .limit(20)
                                    .toList();
                    assertThat(outcomes)
                            .as("%s", options)
                            .filteredOn(CodeOutcome.Wrong.class::isInstance)
                            .hasSize(5);
                }
            }
        }
    }

    /// Every pair of values that two options can have.
    private static List<SecurityOptions> combinations() {
        List<SecurityOptions> combinations = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            boolean first = row / 2 == 0;
            boolean second = row % 2 == 0;
            boolean third = first == second;
            for (boolean mandatory : new boolean[] {true, false}) {
                combinations.add(
                        new SecurityOptions(
                                mandatory ? Set.of(Role.values()) : Set.of(),
                                null,
                                first,
                                second ? Set.of(Method.values()) : Set.of(Method.AUTHENTICATOR),
                                third ? Set.of(Method.values()) : Set.of(Method.EMAIL),
                                first ? 0 : 180,
                                second ? 0 : 180,
                                third
                                        ? SecurityOptions.SHORTEST_IDLE
                                        : SecurityOptions.LONGEST_IDLE,
                                mandatory == first ? List.of() : List.of("10.0.0.0/8")));
            }
        }
        return combinations;
    }

    private static Object guess(Door door, TestUser user, PortalSession session) {
        return switch (door) {
            case PASSWORD -> user.password(WRONG);
            case AUTHENTICATOR, MAILED_CODE -> user.code(user.halfSession(), user.wrongCode());
            case RECOVERY_CODE -> user.recoveryCode(user.halfSession(), "2222-2222-2222-2222");
            case TEMPORARY_CODE -> user.recoveryCode(user.halfSession(), "22222-22222");
            case CODE_IN_THE_POP_UP -> user.confirm(session, Purpose.TURN_OFF, user.wrongCode());
        };
    }

    private static PortalSession sessionOf(TestUser user) {
        if (!user.secrets.isEmpty()) {
            return user.logInWithCode();
        }
        String code = user.recoveryCodes.getFirst();
        CodeOutcome in = user.recoveryCode(user.halfSession(), code);
        return user.session(((CodeOutcome.SignedIn) in).session());
    }

    private static boolean isWait(Object outcome) {
        return outcome instanceof PasswordOutcome.Wait
                || outcome instanceof CodeOutcome.Wait
                || outcome instanceof ConfirmOutcome.CodeWait;
    }
}
