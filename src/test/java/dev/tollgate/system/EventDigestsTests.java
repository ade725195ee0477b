package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.Notices;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.TestEvents;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What contacts hear of logins, failed ones and blocked sources, and how often.
class EventDigestsTests {

    private static final String DESK = "desk@example.com";

    @TempDir private Path dataDir;

    /// Each by the door that people and attackers use.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenSomebodyLogsInFailsAndIsBlockedThenContactsHearOfEach(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.LOGINS, PortalEvent.LOGINS_FAILED);
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            TestUser user = TestUser.employee(portal);
            user.logIn();
            user.logInAgain();
            TestUser attacker = user.from("203.0.113.9");
            for (int i = 0; i < 31; i++) {
                attacker.password("nobody" + i, "wrong");
            }
            settle(portal);

            look(portal);

            assertThat(posted(portal))
                    .containsExactlyInAnyOrder(
                            "LOGINS " + user.name + " × 2",
                            "LOGINS_FAILED 203.0.113.9 × 30",
                            "SOURCES_BLOCKED 203.0.113.9");
        }
    }

    /// With SQLite one writes at a time.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenSomebodyWritesThenWaitsForNobodyUntilThereIsSomethingToTell(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.LOGINS, PortalEvent.LOGINS_FAILED);
            List<Object> looked =
                    portal.get(Transactions.class)
                            .write(
                                    () -> {
                                        portal.get(AuditLog.class).write(blocked(0, portal.now()));
                                        return lookElsewhere(portal);
                                    });

            assertThat(looked).containsExactly("looked");
        }
    }

    /// A thousand machines that guess make no thousand mails, and bury no notice in the portal.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenThousandSourcesAreBlockedThenOneMailAtOnceAndOneAnHourLater(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            block(portal, 0, 1);
            settle(portal);
            look(portal);
            for (int minute = 0; minute < 59; minute++) {
                portal.clock.advance(Duration.ofMinutes(1));
                block(portal, 1 + minute * 17, 17);
                look(portal);
            }
            assertThat(posted(portal)).containsExactly("SOURCES_BLOCKED 198.18.0.0");

            settle(portal);
            settle(portal);
            look(portal);

            assertThat(posted(portal))
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches("SOURCES_BLOCKED (198.18.0.[0-9]+, ){5}\\+998");
            assertThat(portal.get(Notices.class).unread(portal.admin().id())).isEmpty();
        }
    }

    /// Whoever can write to the database would else silence all logins of a day with one row.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenARowWasAlteredThenTheOthersAreTold(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.LOGINS);
            TestUser user = TestUser.employee(portal);
            user.logIn();
            user.logInAgain();
            write(portal, AuditEvent.own(portal.now(), Kind.LOGIN, user.id, TestPortal.SOURCE));
            portal.get(Transactions.class)
                    .write(
                            () ->
                                    portal.jdbc()
                                            .sql(
                                                    "update audit set target = 'nobody'"
                                                            + " where kind = 'LOGIN' and session = ''")
                                            .update());
            settle(portal);

            look(portal);

            assertThat(posted(portal)).containsExactly("LOGINS " + user.name + " × 2, nobody");
        }
    }

    /// A request takes a while between its first instant and its row.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenARowIsWrittenLateThenInTheNextMail(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            block(portal, 0, 1);
            settle(portal);
            Instant before = portal.now().minusSeconds(59);
            look(portal);
            write(portal, blocked(1, before));

            portal.clock.advance(Duration.ofHours(1));
            look(portal);
            portal.clock.advance(Duration.ofHours(1));
            look(portal);

            assertThat(posted(portal))
                    .containsExactly("SOURCES_BLOCKED 198.18.0.0", "SOURCES_BLOCKED 198.18.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenNodesLookAtOnceThenToldOnce(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir);
                TestPortal other = portal.secondNode()) {
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            block(portal, 0, 2);
            settle(portal);

            List<Object> outcomes =
                    AtOnce.run(
                            6,
                            number -> {
                                look(number % 2 == 0 ? portal : other);
                                return "looked";
                            });

            assertThat(outcomes).containsOnly("looked");
            assertThat(posted(portal)).containsExactly("SOURCES_BLOCKED 198.18.0.0, 198.18.0.1");
        }
    }

    /// Switched on later, it tells of what follows, and at most of the last day.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenSwitchedOffThenSilentAndNoOldNewsLater(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestEvents.set(portal, PortalEvent.SOURCES_BLOCKED, false, DESK);
            block(portal, 0, 1);
            settle(portal);
            look(portal);
            assertThat(posted(portal)).isEmpty();

            portal.clock.advance(Duration.ofHours(24));
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            look(portal);
            assertThat(posted(portal)).isEmpty();
        }
    }

    /// A clock that had run a day fast must not silence it for a day.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheClockHadRunFastThenStillTold(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            listen(portal, PortalEvent.SOURCES_BLOCKED);
            Instant right = portal.now();
            portal.clock.advance(Duration.ofDays(1));
            block(portal, 0, 1);
            settle(portal);
            look(portal);
            portal.clock.pin(right);
            block(portal, 1, 1);
            settle(portal);
            look(portal);

            assertThat(posted(portal))
                    .containsExactlyInAnyOrder(
                            "SOURCES_BLOCKED 198.18.0.0", "SOURCES_BLOCKED 198.18.0.1");
        }
    }

    private static void listen(TestPortal portal, PortalEvent... events) {
        for (PortalEvent event : events) {
            TestEvents.set(portal, event, true, DESK);
        }
    }

    private static void block(TestPortal portal, int first, int count) {
        for (int number = first; number < first + count; number++) {
            write(portal, blocked(number, portal.now()));
        }
    }

    private static AuditEvent blocked(int number, Instant at) {
        Source source = new Source("198.18." + number / 256 + "." + number % 256, "");
        return AuditEvent.refused(at, Kind.SOURCE_BLOCKED, null, source, "until");
    }

    private static void write(TestPortal portal, AuditEvent event) {
        portal.get(Transactions.class).write(() -> portal.get(AuditLog.class).write(event));
    }

    private static List<Object> lookElsewhere(TestPortal portal) {
        return AtOnce.run(
                () -> {
                    look(portal);
                    return "looked";
                });
    }

    private static void settle(TestPortal portal) {
        portal.clock.advance(EventDigests.SETTLED);
    }

    private static void look(TestPortal portal) {
        portal.get(EventDigests.class).look(portal.now());
    }

    private static List<String> posted(TestPortal portal) {
        return portal.jdbc()
                .sql("select kind || ' ' || detail from contact_mail order by created_at, id")
                .query(String.class)
                .list();
    }
}
