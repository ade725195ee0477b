package dev.tollgate.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// On databases of its own: it looks at the codes of everybody.
class ClockEvidenceTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void readWhenFiveCodesThenTheirMedian(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            ClockEvidence evidence = portal.get(ClockEvidence.class);
            Instant now = portal.now();
            assertThat(evidence.read(now))
                    .isEqualTo(new ClockEvidence.Evidence(0, 0, Instant.EPOCH));
            for (int off : new int[] {1, -1, 1, 1}) {
                spend(portal, off);
            }
            assertThat(evidence.read(now))
                    .isEqualTo(new ClockEvidence.Evidence(4, 0, Instant.EPOCH));

            spend(portal, 0);

            assertThat(evidence.read(now))
                    .isEqualTo(new ClockEvidence.Evidence(5, 1, Instant.EPOCH));
            assertThat(evidence.read(now).hadRunFast(now)).isFalse();
        }
    }

    /// A step that is spent is never taken again, so its owner waits until the clock is past it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void readWhenAStepAheadOfTheClockIsSpentThenRefusedUntilItsTurn(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Instant now = portal.now();
            spend(portal, 0);
            spend(portal, 10);

            ClockEvidence.Evidence evidence = portal.get(ClockEvidence.class).read(now);

            Instant until =
                    Instant.ofEpochSecond((TotpCodes.step(now) + 9) * TotpCodes.STEP_SECONDS);
            assertThat(evidence.refusedUntil()).isEqualTo(until);
            assertThat(evidence.hadRunFast(now)).isTrue();
            assertThat(evidence.hadRunFast(until)).isFalse();
        }
    }

    /// A code that was right so many steps away from the clock's.
    private static void spend(TestPortal portal, int off) {
        TotpSecret secret = TotpSecret.random(portal.get(RandomSource.class));
        Instant now = portal.now();
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Authenticators.class)
                                        .add(
                                                portal.admin().id(),
                                                "Phone",
                                                secret,
                                                TotpCodes.step(now) + off,
                                                now));
    }
}
