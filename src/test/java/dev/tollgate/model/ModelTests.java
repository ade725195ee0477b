package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
/// `-Dmodel.steps=N` walks longer; `-Dmodel.seed=S` walks the same way again.
class ModelTests {

    private static final int STEPS = Integer.getInteger("model.steps", 5_000);
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
    private static final int RESTARTED_AFTER = 1_700;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenAtRandomThenThePortalDoesWhatTheModelSays(TestStore store, @TempDir Path dataDir) {
        try (TestPortal first = TestPortal.open(store, dataDir);
                TestPortal second = first.secondNode()) {
            TestMailServer.prove(
                    first.get(MailServers.class), first.get(Transactions.class), first.now());
            CompanyWalk walk = new CompanyWalk(first, second, new Random(SEED), OWNERS);
            for (int step = 1; step <= STEPS; step++) {
                take(walk, step);
                if (step % RESTARTED_AFTER == 0) {
                    first.restart();
                }
            }
            System.out.println(walk.met);
            assertThat(walk.met).containsKeys(OUTCOMES);
        }
    }

    private static void take(CompanyWalk walk, int step) {
        try {
            walk.step();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("step " + step + " of seed " + SEED, e);
        }
    }
}
