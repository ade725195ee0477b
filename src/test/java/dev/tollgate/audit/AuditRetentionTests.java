package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The record is cut at an anchor, and what is left is whole.
class AuditRetentionTests {

    private static final Duration YEAR = Duration.ofDays(AuditRetention.DEFAULT_DAYS);

    @TempDir private Path directory;
    private TestPortal portal;
    private TestRecord record;

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenRowsAreTooOldThenTheRecordIsCutAtAnAnchorAndWhole(TestStore store) {
        AuditAnchor first = open(store);
        portal.clock.advance(YEAR.minusMinutes(20));
        purge();
        assertThat(record.count("position = 1")).isEqualTo(1);

        portal.clock.advance(Duration.ofMinutes(11));
        purge();
        assertThat(record.count("position <= " + first.position())).isZero();
        assertThat(record.count("position = " + (first.position() + 1))).isEqualTo(1);
        assertThat(record.count("kind = 'LOGS_CUT'")).isEqualTo(1);
        record.seal();
        assertThat(record.findings()).isEmpty();
        assertThat(record.findings(first)).isEmpty();
        assertThat(record.findings(new AuditAnchor(first.position(), "another", first.at())))
                .as("another beginning")
                .containsExactly(new Finding(Finding.Kind.ANCHOR_MISSED, first.position(), ""));
        purge();
        assertThat(record.count("kind = 'LOGS_CUT'")).isEqualTo(1);

        long next = first.position() + 1;
        record.tamper("delete from audit where position = " + next);
        assertThat(record.findings()).containsExactly(new Finding(Finding.Kind.REMOVED, next, ""));
    }

    /// Killed after the head was moved, or after some rows had gone.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenInterruptedThenTheNextOneGoesOn(TestStore store) {
        AuditAnchor first = open(store);
        portal.clock.advance(YEAR.plusDays(1));
        portal.get(AuditSealer.class).cut(portal.now().minus(YEAR), Long.MAX_VALUE);
        record.seal();
        assertThat(record.findings()).isEmpty();
        record.tamper("delete from audit where position = 2");
        assertThat(record.findings()).isEmpty();

        purge();
        assertThat(record.count("position <= " + first.position())).isZero();
        assertThat(record.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenTheDatabaseSaysOneDayThenNinetyHold(TestStore store) {
        open(store);
        record.tamper("insert into audit_retention (id, days) values (1, 1)");
        portal.clock.advance(Duration.ofDays(AuditRetention.LEAST_DAYS).minusMinutes(20));
        purge();

        assertThat(portal.get(AuditRetention.class).days()).isEqualTo(AuditRetention.LEAST_DAYS);
        assertThat(record.count("position = 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keepWhenFewerThanNinetyDaysOrMoreThanTenYearsThenRefused(TestStore store) {
        open(store);
        AuditRetention retention = portal.get(AuditRetention.class);
        for (int days : new int[] {-1, 0, 89, 3651}) {
            assertThatThrownBy(() -> record.transactions().write(() -> retention.keep(days)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(retention.days()).isEqualTo(AuditRetention.DEFAULT_DAYS);
    }

    /// Somebody wants the portal to remove what has just happened.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenAnAnchorWasAlteredThenNothingIsCut(TestStore store) {
        open(store);
        record.tamper("update audit_anchor set at = 0");
        purge();

        assertThat(record.count("position = 1")).isEqualTo(1);
        assertThat(record.count("kind = 'LOGS_CUT'")).isZero();
    }

    /// Rows go while somebody looks them through.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenTheRecordIsCutInTheMiddleThenNothingIsFound(TestStore store) {
        open(store);
        portal.clock.advance(YEAR.plusDays(1));

        assertThat(findingsAround(this::purge)).isEmpty();
        assertThat(record.count("position = 1")).isZero();
    }

    /// By somebody who has the database and not the key.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenTheBeginningIsForgedInTheMiddleThenFound(TestStore store) {
        open(store);
        String forged =
                """
                update audit_head set cut_position = 2,
                    cut_seal = (select seal from audit where position = 2)""";

        assertThat(
                        findingsAround(
                                () -> {
                                    record.tamper(forged);
                                    record.tamper("delete from audit where position <= 2");
                                }))
                .containsExactly(new Finding(Finding.Kind.REMOVED, 1, ""));
    }

    /// @param act happens when the head has been read, and no row yet
    private List<Finding> findingsAround(Runnable act) {
        AtomicReference<Runnable> once = new AtomicReference<>(act);
        List<AuditAnchor> none =
                new AbstractList<>() {
                    @Override
                    public AuditAnchor get(int index) {
                        throw new IndexOutOfBoundsException(index);
                    }

                    @Override
                    public int size() {
                        once.getAndSet(() -> {}).run();
                        return 0;
                    }
                };
        return portal.get(AuditVerifier.class).verify(none, portal.now()).findings();
    }

    /// Two anchors, and rows after each.
    private AuditAnchor open(TestStore store) {
        portal = TestPortal.open(store, directory);
        record = new TestRecord(portal).chained(AuditRetention.BATCH + 5);
        AuditAnchor first = newestAnchor();
        portal.clock.advance(AuditSealer.ANCHORS.plusSeconds(1));
        record.chained(3);
        return first;
    }

    private AuditAnchor newestAnchor() {
        return record.transactions()
                .read(() -> portal.get(ChainStore.class).newestAnchor())
                .orElseThrow()
                .anchor();
    }

    private void purge() {
        portal.get(AuditRetention.class).purge(portal.now());
    }
}
