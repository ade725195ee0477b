package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far a node's clock is from the one that all nodes share.
class DatabaseClockTests {

    @TempDir private Path data;

    /// Between what the database said before and after lies what it said in between.
    @Test
    void compareWhenOnPostgresThenMeasuredAgainstTheDatabasesClock() {
        try (TestPortal portal = TestPortal.open(TestStore.POSTGRES, data)) {
            DatabaseClock clock = portal.get(DatabaseClock.class);
            assertThat(clock.off()).isEmpty();
            assertThat(clock.isBearable()).isTrue();
            for (Duration ahead : List.of(Duration.ofSeconds(70), Duration.ofSeconds(-70))) {
                Instant before = theirs(portal);
                portal.clock.pin(before.plus(ahead));
                clock.compare();
                Duration passed = Duration.between(before, theirs(portal));

                assertThat(clock.off().orElseThrow())
                        .isBetween(ahead.minus(passed), ahead.plusMillis(1));
                assertThat(clock.isBearable()).isFalse();
            }
        }
    }

    @Test
    void compareWhenTheDatabaseIsEmbeddedThenThereIsNothingToCompareWith() {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, data)) {
            portal.clock.advance(Duration.ofDays(400));
            portal.get(DatabaseClock.class).compare();

            assertThat(portal.get(DatabaseClock.class).off()).isEmpty();
            assertThat(portal.get(DatabaseClock.class).isBearable()).isTrue();
        }
    }

    private static Instant theirs(TestPortal portal) {
        String now = "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        return Instant.ofEpochMilli(portal.jdbc().sql(now).query(Long.class).single());
    }
}
