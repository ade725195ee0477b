package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.bootstrap.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One chains, none is missed, whatever happens at the same time.
class AuditSealerTests {

    @TempDir private Path directory;

    /// The row with the smaller id is committed after the other has been chained.
    @ParameterizedTest
    @EnumSource(value = TestStore.class, names = "POSTGRES")
    void sealWhenARowIsCommittedLateThenItIsChainedLate(TestStore store) throws Exception {
        try (TestPortal portal = TestPortal.open(store, directory);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            TestRecord record = new TestRecord(portal).chained(1);
            CountDownLatch written = new CountDownLatch(1);
            CountDownLatch commit = new CountDownLatch(1);
            Future<?> late =
                    threads.submit(
                            () ->
                                    record.transactions()
                                            .write(
                                                    () -> {
                                                        record.log()
                                                                .write(
                                                                        record.event(
                                                                                "late",
                                                                                portal.now()));
                                                        written.countDown();
                                                        await(commit);
                                                    }));
            await(written);
            record.chained(3);
            assertThat(record.count("reason = 'late'")).isZero();
            commit.countDown();
            late.get();
            record.seal();

            assertThat(record.id(record.end().position())).isEqualTo(idOf(portal, "late"));
            assertThat(record.findings()).isEmpty();
        }
    }

    /// Clocks of nodes differ, and a request may have begun long before it commits.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenTimesGoBackwardsThenEveryRowIsChained(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory)) {
            TestRecord record = new TestRecord(portal);
            Random random = new Random(23);
            for (int round = 0; round < 20; round++) {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    Instant at = portal.now().minusMillis(random.nextInt(5_000));
                    record.write("row", at);
                }
                record.seal();
                assertThat(record.count("position is null")).isZero();
            }
            assertThat(record.findings()).isEmpty();
            assertThat(record.end().position()).isEqualTo(record.count("1 = 1"));
        }
    }

    /// Writers and both nodes' sealers at once; each writer holds its rows for a while.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenNodesAndWritersRaceThenTheChainIsWhole(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory);
                TestPortal other = portal.secondNode()) {
            TestRecord record = new TestRecord(portal);
            List<TestRecord> nodes = List.of(record, new TestRecord(other));
            List<Object> results =
                    AtOnce.run(
                            8,
                            number -> {
                                TestRecord node = nodes.get(number % 2);
                                for (int i = 0; i < 40; i++) {
                                    if (number < 6) {
                                        writeSome(node, portal.now(), new Random(number * 40L + i));
                                    } else {
                                        node.seal();
                                        portal.clock.advance(Duration.ofSeconds(1));
                                    }
                                }
                                return "done";
                            });
            portal.clock.advance(AuditSealer.LEASE);
            record.seal();

            assertThat(results).containsOnly("done");
            assertThat(record.count("position is null")).isZero();
            assertThat(record.end().position()).isEqualTo(record.count("1 = 1"));
            assertThat(record.findings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenAnotherNodeHoldsTheLeaseThenItStandsByUntilThatOneIsDead(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory);
                TestPortal other = portal.secondNode()) {
            TestRecord first = new TestRecord(portal).chained(1);
            TestRecord second = new TestRecord(other);
            first.write("later", portal.now());
            portal.clock.advance(AuditSealer.LEASE.minusMillis(1));
            assertThat(second.seal()).isZero();

            portal.clock.advance(Duration.ofMillis(1));
            assertThat(second.seal()).isEqualTo(1);
            first.write("last", portal.now());
            assertThat(first.seal()).isZero();
            assertThat(second.seal()).isEqualTo(1);
            assertThat(first.findings()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void finishWhenAServerStopsThenAnotherGoesOnAtOnce(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory);
                TestPortal other = portal.secondNode()) {
            TestRecord first = new TestRecord(portal).chained(1);
            first.write("left over", portal.now());
            portal.get(AuditSealer.class).finish();
            assertThat(first.count("position is null")).isZero();

            first.write("later", portal.now());
            assertThat(new TestRecord(other).seal()).isEqualTo(1);
        }
    }

    /// A long transaction would keep logins from writing; each of these ends after a few rows, and
    /// the head moves with each.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenThereIsMuchToChainThenInSmallTransactions(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory)) {
            TestRecord record = new TestRecord(portal).chained(1);
            long before = record.end().position();
            int rows = 2 * AuditSealer.BATCH + 1;
            List<AuditEvent> events = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                events.add(record.event("row " + i, portal.now()));
            }
            record.transactions().write(() -> record.log().writeAll(events));
            // What would have been one transaction with the last row is undone with it.
            forbidPosition(portal, store, before + rows);
            AtOnce.run(1, _ -> record.seal());

            assertThat(record.count("position is not null"))
                    .isEqualTo(before + 2 * AuditSealer.BATCH);
        }
    }

    /// Nothing is written while nothing happens.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenNothingIsNewThenNothingIsWritten(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory)) {
            TestRecord record = new TestRecord(portal).chained(2).chained(1);
            String before = head(portal);
            portal.clock.advance(AuditSealer.ANCHORS.minusSeconds(1));
            assertThat(record.seal()).isZero();
            assertThat(head(portal)).isEqualTo(before);
            assertThat(newestAnchor(portal)).isEqualTo(record.end().position() - 1);
        }
    }

    /// Also where nothing more comes, what came last is told to the log.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sealWhenTheChainHasMovedThenItsEndIsToldOnceEveryTenMinutes(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory);
                CapturedLog log = CapturedLog.open()) {
            TestRecord record = new TestRecord(portal).chained(2).chained(1);
            portal.clock.advance(AuditSealer.ANCHORS.plusMillis(1));
            assertThat(record.seal()).isZero();
            assertThat(newestAnchor(portal)).isEqualTo(record.end().position());
            record.seal();

            assertThat(log.lines().stream().filter(line -> line.contains(" audit anchor ")))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith(" audit anchor " + record.end().text());
            assertThat(AuditAnchor.parse(record.end().text())).isPresent();
        }
    }

    private static void writeSome(TestRecord node, Instant now, Random random) {
        node.transactions()
                .write(
                        () -> {
                            for (int i = random.nextInt(3); i >= 0; i--) {
                                Instant at = now.minusMillis(random.nextInt(3_000));
                                node.log().write(node.event("race", at));
                            }
                        });
    }

    private static void forbidPosition(TestPortal portal, TestStore store, long position) {
        String sql =
                store == TestStore.SQLITE
                        ? """
                          create trigger full before update of position on audit
                          when new.position = %d begin select raise(abort, 'full'); end"""
                        : "alter table audit add constraint full_now check (position <> %d)";
        new TestRecord(portal).tamper(sql.formatted(position));
    }

    private static String head(TestPortal portal) {
        return portal.jdbc().sql("select * from audit_head").query().singleRow().toString();
    }

    private static long newestAnchor(TestPortal portal) {
        return portal.jdbc()
                .sql("select max(position) from audit_anchor")
                .query(Long.class)
                .single();
    }

    private static String idOf(TestPortal portal, String reason) {
        return portal.jdbc()
                .sql("select id from audit where reason = :reason")
                .param("reason", reason)
                .query(String.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
