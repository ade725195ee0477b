package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The portal beside a model of it: owners, whoever has their passwords, and an administrator act
/// at random, in several sessions and at two nodes, while time goes by and nodes are restarted.
/// After each step these hold:
///
/// - nobody is in without the factors that account and security options ask for;
/// - no code, of whatever kind, is accepted twice;
/// - no failure is lost, and none is counted that was none;
/// - each change is on record;
/// - sessions and half-sessions are alive and dead as the specification says.
///
/// `-Dmodel.steps=N` walks longer, `-Dmodel.walks=N` more often, each with the next seed;
/// `-Dmodel.seed=S` walks the same way again.
@Execution(ExecutionMode.CONCURRENT)
class ModelTests {

    private static final int STEPS = Integer.getInteger("model.steps", 5_000);
    private static final int WALKS = Integer.getInteger("model.walks", 1);
    private static final long SEED = Long.getLong("model.seed", 20_261_126);
    private static final int OWNERS = 3;
    private static final String[] OUTCOMES = {
        "SignedIn",
        "NeedsFactor",
        "Refused",
        "Wait",
        "Wrong",
        "AlreadyUsed",
        "Gone",
        "Sent",
        "Begun",
        "Enrolled",
        "WrongCode",
        "TurnedOff",
        "KeptOn",
        "Proven"
    };
    private static final int RESTARTED_AFTER = Math.min(STEPS / 3, 5_000);

    static Stream<Arguments> walks() {
        return LongStream.range(SEED, SEED + WALKS)
                .boxed()
                .flatMap(
                        seed -> Stream.of(TestStore.values()).map(store -> arguments(store, seed)));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void walkWhenAtRandomThenThePortalDoesWhatTheModelSays(
            TestStore store, long seed, @TempDir(factory = InMemory.class) Path dataDir) {
        try (TestPortal first = TestPortal.openQuick(store, dataDir);
                TestPortal second = first.secondNode()) {
            TestMailServer.prove(
                    first.get(MailServers.class), first.get(Transactions.class), first.now());
            CompanyWalk walk = new CompanyWalk(first, second, new Random(seed), OWNERS);
            for (int step = 1; step <= STEPS; step++) {
                take(walk, step, seed);
                if (step % RESTARTED_AFTER == 0) {
                    first.restart();
                }
            }
            assertThat(walk.met).containsKeys(OUTCOMES);
            System.out.printf("walked %s %d steps of seed %d: %s%n", store, STEPS, seed, walk.met);
        }
    }

    private static void take(CompanyWalk walk, int step, long seed) {
        try {
            walk.step();
        } catch (AssertionError | RuntimeException e) {
            String where = "differs at step " + step + " of seed " + seed;
            System.out.println(where);
            throw new AssertionError(where, e);
        }
    }
}
