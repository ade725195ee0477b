package dev.tollgate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import dev.tollgate.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that is killed while it sends leaves no row out: what it had not noted as sent comes
/// once more, and in order.
class StreamKillTests {

    private static final int ROUNDS = 3;
    private static final int MOST_TURNS = 6;
    private static final long MOST_NANOS_INTO_A_TURN = 30_000_000;
    private static final Duration LEASES_LATER = AuditStream.LEASE.multipliedBy(2);

    private final Random random = new Random(20261126);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rowsWhenTheProgramIsKilledThenNoneIsMissingAndOrderHolds(
            TestStore store, @TempDir Path folder) throws IOException, InterruptedException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path file = folder.resolve("audit.json");
        try (SyslogListener syslog = new SyslogListener();
                StreamedRecord record =
                        StreamedRecord.open(
                                store,
                                folder.resolve("data"),
                                Map.of(
                                        "file",
                                        file.toString(),
                                        "syslog",
                                        "tcp://127.0.0.1:" + syslog.port()))) {
            for (int round = 1; round <= ROUNDS; round++) {
                record.portal.clock.advance(LEASES_LATER);
                killInTheMidst(record.portal.settings(), scratch, LEASES_LATER.multipliedBy(round));
            }
            record.portal.clock.advance(LEASES_LATER);
            record.chained(1);
            record.send();

            assertArrived(record, StreamedRecord.numbers(syslog.messages()));
            assertArrived(
                    record,
                    StreamedRecord.numbers(
                            Files.readAllLines(file).stream()
                                    .filter(line -> line.endsWith("}"))
                                    .toList()));
        }
    }

    /// Each number is there, and a number goes back only to one that has been there before.
    private static void assertArrived(StreamedRecord record, List<Long> arrived) {
        List<Long> firsts = new ArrayList<>(new LinkedHashSet<>(arrived));
        assertThat(firsts).isEqualTo(record.numbers());
        assertThat(firsts).hasSizeGreaterThan(ROUNDS);
    }

    private void killInTheMidst(Map<String, Object> settings, Path scratch, Duration later)
            throws IOException, InterruptedException {
        TestJvm.kill(
                StreamingLoop.class,
                scratch,
                List.of(String.valueOf(later.toSeconds())),
                settings,
                StreamingLoop.ROUND_BEGINS,
                1 + random.nextInt(MOST_TURNS),
                random.nextLong(MOST_NANOS_INTO_A_TURN));
    }
}
