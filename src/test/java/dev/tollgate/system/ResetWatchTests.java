package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.login.Rescue;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.TestEvents;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When many accounts are reset within an hour.
class ResetWatchTests {

    private static final String DESK = "desk@example.com";

    @TempDir private Path dataDir;

    /// The twenty-first within an hour of the first is one too many; an hour and a millisecond
    /// after it is not.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTwentyAreResetWithinAnHourThenNobodyIsToldAndByTheNextAll(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestEvents.set(portal, PortalEvent.MANY_RESETS, true, DESK);
            Instant first = portal.now();
            reset(portal, Kind.TWO_FACTOR_RESET, 1, first);
            reset(portal, Kind.PASSWORD_ISSUED, 19, first.plus(Duration.ofMinutes(30)));
            portal.clock.advance(Duration.ofHours(1).plusMillis(1));
            reset(portal, Kind.PASSWORD_RESET, 1, portal.now());
            look(portal);
            assertThat(told(portal)).isEmpty();

            reset(portal, Kind.PASSWORD_RESET_BY_LINK, 1, portal.now());
            look(portal);

            assertThat(told(portal)).containsExactly("21");
            assertThat(TestEvents.waiting(portal)).containsExactly(DESK + " MANY_RESETS");
        }
    }

    /// An administrator works through a list; every half a minute somebody looks.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenItGoesOnForHoursThenToldOnceAnHour(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            for (int minute = 0; minute < 150; minute++) {
                reset(portal, Kind.TWO_FACTOR_RESET, 1, portal.now());
                look(portal);
                portal.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(told(portal)).hasSize(3);
        }
    }

    /// The last ones of a run that was told of are not told of again an hour later.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenItHasStoppedThenNotToldAgain(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            reset(portal, Kind.TWO_FACTOR_RESET, 25, portal.now());
            look(portal);
            portal.clock.advance(Duration.ofMinutes(1));
            reset(portal, Kind.TWO_FACTOR_RESET, 20, portal.now());
            portal.clock.advance(Duration.ofMinutes(60));
            look(portal);

            assertThat(told(portal)).containsExactly("25");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenNodesLookAtOnceThenToldOnce(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir);
                TestPortal other = portal.secondNode()) {
            reset(portal, Kind.PASSWORD_ISSUED, 11, portal.now());
            reset(other, Kind.PASSWORD_ISSUED, 11, portal.now());
            List<Object> outcomes =
                    AtOnce.run(
                            6,
                            number -> {
                                look(number % 2 == 0 ? portal : other);
                                return "looked";
                            });

            assertThat(outcomes).containsOnly("looked");
            assertThat(told(portal)).containsExactly("22");
        }
    }

    /// Each act of the console is a process of its own, perhaps while no server runs.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenDoneOnTheConsoleWhileThePortalWasStoppedThenToldAfterwards(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.employee(portal);
            for (int i = 0; i < 21; i++) {
                ConsoleAct act = ConsoleAct.issue(portal.now());
                HashedPassword issued = user.get(Accounts.class).hash(TestPortal.PASSWORD);
                portal.get(Rescue.class).resetPassword(act, user.account(), issued);
            }
            portal.clock.advance(Duration.ofHours(5));
            portal.restart();
            look(portal);

            assertThat(told(portal)).containsExactly("21");
        }
    }

    /// A clock that had run a day fast, or a row from it, must not silence the watch for a day.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheClockHadRunFastThenStillTold(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Instant right = portal.now();
            portal.clock.advance(Duration.ofDays(1));
            reset(portal, Kind.TWO_FACTOR_RESET, 21, portal.now());
            look(portal);
            portal.clock.advance(Duration.between(portal.now(), right));
            reset(portal, Kind.TWO_FACTOR_RESET, 22, portal.now());
            look(portal);

            assertThat(told(portal)).containsExactlyInAnyOrder("21", "22");
        }
    }

    /// Refusals are no resets.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenTheyWereRefusedThenNotCounted(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            AccountId admin = portal.admin().id();
            portal.get(Transactions.class)
                    .write(
                            () -> {
                                for (int i = 0; i < 30; i++) {
                                    portal.get(AuditLog.class)
                                            .write(
                                                    AuditEvent.refused(
                                                            portal.now(),
                                                            Kind.PASSWORD_RESET_BY_LINK,
                                                            admin,
                                                            TestPortal.SOURCE,
                                                            ""));
                                }
                            });
            look(portal);
            assertThat(told(portal)).isEmpty();
        }
    }

    private static void reset(TestPortal portal, Kind kind, int times, Instant at) {
        AccountId admin = portal.admin().id();
        portal.get(Transactions.class)
                .write(
                        () -> {
                            for (int i = 0; i < times; i++) {
                                portal.get(AuditLog.class)
                                        .write(AuditEvent.console(at, kind, admin));
                            }
                        });
    }

    private static void look(TestPortal portal) {
        portal.get(ResetWatch.class).look(portal.now());
    }

    private static List<String> told(TestPortal portal) {
        return portal.get(Notices.class).unread(portal.admin().id()).stream()
                .filter(notice -> notice.kind() == NoticeKind.MANY_RESETS)
                .map(notice -> notice.detail())
                .toList();
    }
}
