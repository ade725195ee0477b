package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.KnownKey;
import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.session.ConsoleAct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that is killed while it turns the key has lost no secret, and the next one finishes.
class KeyTurningKillTests {

    private static final int ROUNDS = 4;
    private static final int USERS = 8;
    private static final int MOST_TURNS = 4;
    private static final long MOST_NANOS_INTO_A_TURN = 40_000_000;

    private final Random random = new Random(20260727);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secretsWhenProgramIsKilledThenAllOpenAndTheNextRunFinishes(
            TestStore store, @TempDir Path folder) throws IOException, InterruptedException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        try (TestPortal portal = TestPortal.open(store, folder.resolve("data"))) {
            List<TestUser> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                users.add(TestUser.enrolled(portal));
            }
            for (int round = 0; round < ROUNDS; round++) {
                killInTheMidst(portal.settings(), scratch);
                portal.restart();
                users.get(round).logInWithCode();
            }

            portal.get(Keys.class).prepare();
            portal.get(KeyTurning.class).turn(ConsoleAct.issue(portal.now()));
            Resealing.Outcome outcome = portal.get(Resealing.class).run(_ -> {});

            assertThat(outcome.unreadable()).isZero();
            assertThat(portal.get(Resealing.class).uses()).hasSize(1);
            assertThat(portal.get(Keys.class).all())
                    .extracting(KnownKey::state)
                    .containsOnlyOnce(State.CURRENT)
                    .hasSizeGreaterThan(ROUNDS);
            users.forEach(TestUser::logInWithCode);
        }
    }

    private void killInTheMidst(Map<String, Object> settings, Path scratch)
            throws IOException, InterruptedException {
        TestJvm.kill(
                TurningLoop.class,
                scratch,
                List.of(),
                settings,
                TurningLoop.TURN_BEGINS,
                1 + random.nextInt(MOST_TURNS),
                random.nextLong(MOST_NANOS_INTO_A_TURN));
    }
}
