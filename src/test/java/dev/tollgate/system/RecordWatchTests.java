package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditCheck;
import dev.tollgate.audit.AuditChecks;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.audit.Finding;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The record is looked through each night at three, once, and what is wrong is told once.
class RecordWatchTests {

    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

    @TempDir private Path dir;
    private TestPortal portal;

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenThreeHasComeThenOnceANight(TestStore store) {
        open(store);
        advanceTo(LocalTime.of(2, 59));
        look();
        Instant first = last().at();
        portal.clock.advance(Duration.ofSeconds(59));
        look();
        assertThat(last().at()).isEqualTo(first);
        portal.clock.advance(Duration.ofSeconds(1));
        look();
        Instant night = portal.now();
        assertThat(last()).isEqualTo(new AuditCheck(night, null, end()));
        for (int hour = 0; hour < 23; hour++) {
            portal.clock.advance(Duration.ofHours(1));
            look();
        }

        assertThat(last().at()).isEqualTo(night);
        portal.clock.advance(Duration.ofHours(1));
        look();
        assertThat(last().at()).isEqualTo(night.plus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenARowIsGoneThenAdministratorsAreToldOnce(TestStore store) {
        open(store);
        tamper("delete from audit where position = 1");
        look();
        assertThat(last().wrong()).isEqualTo(Finding.Kind.REMOVED);
        assertThat(last().position()).isEqualTo(1);
        nextNight();
        assertThat(told()).containsExactly("1");

        tamper("update audit_head set seal = 'other'");
        portal.clock.advance(Duration.ofDays(1));
        look();
        assertThat(told()).hasSize(2);
    }

    /// What is wrong already, and stays so, hides nothing that is done later.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenMoreIsAlteredLaterThenThatIsToldToo(TestStore store) {
        open(store);
        portal.logIn();
        portal.get(AuditSealer.class).sealDue();
        long last = end();
        tamper("update audit set reason = 'other' where position = 1");
        look();
        tamper("update audit set reason = 'other' where position = " + last);
        nextNight();
        nextNight();

        assertThat(told()).containsExactlyInAnyOrder("1", String.valueOf(last));
        assertThat(last().position()).isEqualTo(1);
    }

    /// A row that is in no chain has no number, and the record grows.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheRecordGrowsThenARowThatWasAddedIsToldOnce(TestStore store) {
        open(store);
        tamper(
                """
                insert into audit (id, at, kind, outcome, address, user_agent, session, reason, mark, position)
                values ('forged', 0, 'LOGIN', 'DONE', '', '', '', '', '', 0)""");
        look();
        portal.logIn();
        portal.get(AuditSealer.class).sealDue();
        nextNight();

        assertThat(told()).hasSize(1);
    }

    /// Nobody waits for the night: nothing more can be chained.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheHeadIsAlteredThenToldAtOnceAndOnce(TestStore store) {
        open(store);
        look();
        assertThat(last().isWhole()).isTrue();
        tamper("update audit_head set position = position + 1");
        portal.clock.advance(Duration.ofMinutes(1));
        look();
        portal.clock.advance(Duration.ofMinutes(1));
        look();

        assertThat(last().wrong()).isEqualTo(Finding.Kind.HEAD_ALTERED);
        assertThat(told()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenNodesLookAtOnceThenOneDoes(TestStore store) {
        open(store);
        try (TestPortal other = portal.secondNode()) {
            tamper("delete from audit where position = 1");
            AtOnce.run(
                    6,
                    number -> {
                        (number % 2 == 0 ? portal : other)
                                .get(RecordWatch.class)
                                .look(portal.now());
                        return "looked";
                    });
        }

        assertThat(told()).containsExactly("1");
    }

    /// Killed in the midst of it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheNodeThatDidIsDeadThenAnotherDoesAnHourLater(TestStore store) {
        open(store);
        look();
        Instant before = last().at();
        portal.clock.advance(Duration.ofDays(1));
        tamper(
                "update audit_check set day = '%s', lease_until = %d"
                        .formatted(
                                portal.now().atZone(LISBON).toLocalDate(),
                                portal.now().plus(Duration.ofHours(1)).toEpochMilli()));
        look();
        assertThat(last().at()).isEqualTo(before);
        portal.clock.advance(Duration.ofHours(1));
        look();

        assertThat(last().at()).isEqualTo(portal.now());
    }

    /// Whoever altered the record cannot say that all is well.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lastWhenSomebodyElseWroteItThenNone(TestStore store) {
        open(store);
        tamper("delete from audit where position = 1");
        look();
        tamper("update audit_check set finding = ''");

        assertThat(portal.get(AuditChecks.class).last()).isEmpty();
    }

    /// A clock that had run months fast does not keep the record from being looked through.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheClockHadRunFastThenGoesOn(TestStore store) {
        open(store);
        Instant right = portal.now();
        portal.clock.advance(Duration.ofDays(90));
        look();
        tamper("update audit_check set lease_until = 99999999999999");
        portal.clock.advance(Duration.between(portal.now(), right));
        look();

        assertThat(last().at()).isEqualTo(right);
    }

    /// A long act holds its rows back: no false alarm.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenARowWaitsForMinutesThenNothingIsWrong(TestStore store) {
        open(store);
        tamper("update audit set position = null, seal = null where position = " + end());
        tamper("delete from audit_head");
        tamper("update audit set position = null, seal = null");
        portal.clock.advance(Duration.ofMinutes(5));
        look();
        assertThat(last().isWhole()).isTrue();
        portal.clock.advance(Duration.ofDays(1));
        look();

        assertThat(last().wrong()).isEqualTo(Finding.Kind.UNSEALED);
    }

    private void open(TestStore store) {
        portal = TestPortal.open(store, dir);
        PortalSettings now = portal.get(Settings.class).current();
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Settings.class)
                                        .save(
                                                new PortalSettings(
                                                        now.pbxName(),
                                                        now.portalAddress(),
                                                        LISBON,
                                                        "")));
        portal.get(AuditSealer.class).sealDue();
    }

    private void advanceTo(LocalTime time) {
        Instant then =
                portal.now()
                        .atZone(LISBON)
                        .toLocalDate()
                        .plusDays(1)
                        .atTime(time)
                        .atZone(LISBON)
                        .toInstant();
        portal.clock.advance(Duration.between(portal.now(), then));
    }

    private void nextNight() {
        portal.clock.advance(Duration.ofDays(1));
        look();
    }

    private void look() {
        portal.get(RecordWatch.class).look(portal.now());
    }

    private AuditCheck last() {
        return portal.get(AuditChecks.class).last().orElseThrow();
    }

    private long end() {
        return portal.jdbc().sql("select max(position) from audit").query(Long.class).single();
    }

    private void tamper(String sql) {
        portal.get(Transactions.class).write(() -> portal.jdbc().sql(sql).update());
    }

    private List<String> told() {
        return portal.get(Notices.class).unread(portal.admin().id()).stream()
                .filter(notice -> notice.kind() == NoticeKind.RECORD_ALTERED)
                .map(notice -> notice.detail())
                .toList();
    }
}
