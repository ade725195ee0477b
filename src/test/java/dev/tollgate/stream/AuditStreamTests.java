package dev.tollgate.stream;

import static dev.tollgate.stream.StreamedRecord.numbers;
import static dev.tollgate.stream.StreamedRecord.toSyslog;
import static dev.tollgate.stream.StreamedRecord.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditAnchor;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditRetention;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The record arrives elsewhere: in order, without a gap, whatever fails in between.
class AuditStreamTests {

    @TempDir private Path dir;
    private SyslogListener syslog;
    private StreamedRecord record;

    @BeforeEach
    void listen() throws IOException {
        syslog = new SyslogListener();
    }

    @AfterEach
    void close() throws IOException {
        record.close();
        syslog.close();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenRowsAreChainedThenEachArrivesOnceInOrder(TestStore store) {
        open(store);
        record.chained(AuditStream.BATCH + 3);
        record.send();
        record.chained(2);
        record.send();
        record.send();

        assertThat(numbers(syslog.messages())).isEqualTo(record.numbers()).isEqualTo(upTo(end()));
        assertThat(record.health().waiting()).isZero();
        assertThat(record.health().failingSince()).isNull();
        assertThat(record.health().movedAt()).isEqualTo(record.portal.now());
    }

    /// What has arrived can be held against the database years later.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenArrivedThenIsAnAnchor(TestStore store) {
        open(store);
        record.chained(3);
        record.send();
        JsonNode line = StreamedRecord.json(syslog.messages().getLast());
        AuditAnchor anchor =
                AuditAnchor.parse(
                                line.get("event.sequence").asLong()
                                        + "@"
                                        + line.get("event.hash").asString())
                        .orElseThrow();

        assertThat(anchor.position()).isEqualTo(end());
        assertThat(
                        record.portal
                                .get(AuditVerifier.class)
                                .verify(List.of(anchor), record.portal.now())
                                .findings())
                .isEmpty();
        record.tamper("update audit_head set seal = 'another'");
        assertThat(
                        record.portal
                                .get(AuditVerifier.class)
                                .verify(List.of(anchor), record.portal.now())
                                .findings())
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTheServerIsAwayThenRowsWaitAndArriveAfterwards(TestStore store)
            throws IOException {
        open(store);
        record.chained(2);
        record.send();
        syslog.close();
        record.chained(5);
        record.send();
        assertThat(record.health().failingSince()).isEqualTo(record.portal.now());
        assertThat(record.health().waiting()).isEqualTo(5);

        syslog.begin();
        record.send();
        assertThat(record.health().waiting()).as("not before its wait is over").isEqualTo(5);
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();

        assertThat(record.health().failingSince()).isNull();
        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
    }

    /// Tries get rarer, up to one a minute, and the health keeps when it began.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTheServerStaysAwayThenTriedOnceAMinute(TestStore store) throws IOException {
        open(store);
        syslog.close();
        record.chained(1);
        record.send();
        Instant began = record.portal.now();
        for (int seconds = 1; seconds <= 128; seconds *= 2) {
            record.portal.clock.advance(Duration.ofSeconds(seconds));
            record.send();
        }
        syslog.begin();
        record.portal.clock.advance(Duration.ofSeconds(59));
        record.send();
        assertThat(record.health().failingSince()).isEqualTo(began);
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();
        assertThat(record.health().failingSince()).isNull();
    }

    /// TCP had taken all of it, and a part was never read.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTheServerDiesWhileReadingThenAllIsSentAgain(TestStore store) {
        open(store);
        syslog.dieAfter(3);
        record.chained(10);
        record.send();
        assertThat(record.health().failingSince()).isNotNull();
        assertThat(record.health().waiting()).isEqualTo(end());
        assertThat(syslog.messages()).hasSize(3);

        syslog.recover();
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();
        List<Long> arrived = numbers(syslog.messages());
        assertThat(arrived.subList(3, arrived.size())).isEqualTo(upTo(end()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenRestartedThenGoesOnWhereItWas(TestStore store) {
        open(store);
        record.chained(4);
        record.send();
        record.portal.restart();
        record.chained(4);
        record.portal.clock.advance(AuditStream.LEASE);
        record.send();

        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTwoNodesSendAtOnceThenEachRowArrivesOnceInOrder(TestStore store) {
        open(store);
        try (TestPortal other = record.portal.secondNode()) {
            for (int round = 0; round < 3; round++) {
                record.chained(20);
                AtOnce.run(
                        2,
                        number -> {
                            StreamedRecord.send(number == 0 ? record.portal : other);
                            return "sent";
                        });
            }
            record.send();
            StreamedRecord.send(other);
        }

        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
    }

    /// It holds the lease and comes no more.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTheNodeThatSentIsDeadThenAnotherTakesOver(TestStore store) {
        open(store);
        record.chained(2);
        record.send();
        record.chained(2);
        try (TestPortal other = record.portal.secondNode()) {
            StreamedRecord.send(other);
            assertThat(syslog.messages()).hasSize((int) end() - 2);
            record.portal.clock.advance(AuditStream.LEASE);
            StreamedRecord.send(other);
        }

        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
    }

    /// Its network is down, the other's is not.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenOneNodeCannotSendThenTheOtherDoesAtOnce(TestStore store) throws IOException {
        open(store);
        syslog.close();
        record.chained(2);
        record.send();
        syslog.begin();
        try (TestPortal other = record.portal.secondNode()) {
            StreamedRecord.send(other);
        }

        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
        assertThat(record.health().failingSince()).isNull();
    }

    /// An early row whose transaction ends late has a later number.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenARowIsNotChainedYetThenItComesLater(TestStore store) {
        open(store);
        record.chained(1);
        record.portal
                .get(Transactions.class)
                .write(() -> record.portal.get(AuditLog.class).write(record.event("late")));
        record.send();
        assertThat(syslog.messages()).noneMatch(message -> message.contains("late"));
        record.portal.get(AuditSealer.class).sealDue();
        record.send();

        assertThat(syslog.messages().getLast()).contains("late");
        assertThat(numbers(syslog.messages())).isEqualTo(upTo(end()));
    }

    /// No syslog server for years: the record waits for it, and goes when it has come.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void retentionWhenTheStreamLagsThenNothingGoes(TestStore store) throws IOException {
        open(store);
        syslog.close();
        record.chained(3);
        record.portal.clock.advance(Duration.ofDays(400));
        record.chained(1);
        record.send();
        purge();
        assertThat(record.numbers()).startsWith(1L);

        syslog.begin();
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();
        purge();
        assertThat(record.numbers()).doesNotContain(1L, 2L, 3L);
        assertThat(numbers(syslog.messages())).startsWith(1L, 2L, 3L);
    }

    /// It was taken out of the settings: nobody waits for it for ever.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void retentionWhenNobodySendsAnyMoreThenGoesOn(TestStore store) throws IOException {
        open(store);
        syslog.close();
        record.chained(3);
        record.send();
        record.portal.clock.advance(Duration.ofDays(400));
        record.chained(1);
        purge();

        assertThat(record.numbers()).doesNotContain(1L);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void healthWhenNobodyIsAtItThenFailing(TestStore store) {
        open(store);
        record.chained(1);
        record.send();
        record.chained(1);
        assertThat(record.health().failingSince()).isNull();
        record.portal.clock.advance(Duration.ofMinutes(6));

        assertThat(record.health().failingSince()).isNotNull();
        record.send();
        assertThat(record.health().failingSince()).isNull();
    }

    /// Whoever can write to the database can break no message, stop no stream and make no second
    /// one out of the first.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void messageWhenTheRowIsHostileThenOneMessageOfPrintableAscii(TestStore store) {
        open(store);
        String evil = "x\n9 <86>1 - - - {\"a\":1}\r\u007f\u0085\u2028\u202e\ud83d\ude00";
        String brief = "x\n<86>1 \u2028{\u202e";
        record.chained(1);
        record.send();
        int before = syslog.messages().size();
        record.chained(1);
        record.portal
                .jdbc()
                .sql(
                        """
                        update audit set kind = :evil, outcome = :brief, actor = :brief,
                            target = :brief, address = :brief, user_agent = :evil,
                            session = :brief, reason = :evil
                        where position = :position""")
                .param("evil", evil)
                .param("brief", brief)
                .param("position", end())
                .update();
        record.tamper("update account set username = 'evil\n\u2028'");
        record.chained(1);
        record.send();

        List<String> arrived = syslog.messages().subList(before, syslog.messages().size());
        assertThat(arrived).hasSize(2).allMatch(message -> message.matches("[\\x20-\\x7e]+"));
        assertThat(arrived.getFirst()).startsWith("<85>1 ");
        assertThat(StreamedRecord.json(arrived.getFirst()).get("event.reason").asString())
                .isEqualTo(evil);
        assertThat(StreamedRecord.json(arrived.getLast()).get("user.name").asString())
                .isEqualTo("evil\n\u2028");
    }

    /// Rows were taken away at the end, before they were sent: what follows still arrives.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenRowsWereTakenAwayThenTheGapShowsAndTheRestArrives(TestStore store) {
        open(store);
        record.chained(4);
        long gone = end();
        record.tamper("delete from audit where position = " + gone);
        record.send();
        record.chained(1);
        record.send();

        assertThat(numbers(syslog.messages())).isEqualTo(record.numbers()).doesNotContain(gone);
        assertThat(new TreeSet<>(numbers(syslog.messages())).last()).isEqualTo(gone + 1);
    }

    /// A head of somebody else's could leave rows out. Nobody is to think that they arrive.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void streamWhenTheHeadWasAlteredThenNothingIsSkipped(TestStore store) {
        open(store);
        record.chained(2);
        record.tamper("update audit_head set position = 1000");
        assertThat(catchThrowable(record::send)).hasMessageContaining("head");
        assertThat(record.health().failingSince()).isEqualTo(record.portal.now());
        record.tamper("update audit_head set position = " + record.numbers().getLast());
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();

        assertThat(record.health().failingSince()).isNull();
        assertThat(numbers(syslog.messages())).isEqualTo(record.numbers());
    }

    private void open(TestStore store) {
        record = StreamedRecord.open(store, dir, toSyslog(syslog));
    }

    private long end() {
        return record.numbers().getLast();
    }

    private void purge() {
        record.portal.get(AuditRetention.class).purge(record.portal.now());
    }
}
