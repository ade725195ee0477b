package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.notice.Outbox.Standing;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who hears of an event besides its owner, and what the switch does.
class ContactsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String DESK = "desk@example.com";
    private static final String WATCH = "watch@example.org";

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestEvents.reset(PORTALS.of(store));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tellWhenEventHasContactsThenEachIsMailedAndTheOwnerToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        TestEvents.set(portal, PortalEvent.NEW_BROWSER, true, DESK, WATCH);

        tell(user, NoticeKind.LOGIN_FROM_NEW_BROWSER);
        tell(user, NoticeKind.ROLE_CHANGED);

        assertThat(TestEvents.waiting(portal))
                .containsExactly(
                        DESK + " LOGIN_FROM_NEW_BROWSER", WATCH + " LOGIN_FROM_NEW_BROWSER");
        assertThat(unmailed(user)).isEqualTo(2);
        assertThat(unread(user)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tellWhenEventIsSwitchedOffThenStandsInThePortalOnly(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        TestEvents.set(portal, PortalEvent.NEW_BROWSER, false, DESK);

        tell(user, NoticeKind.LOGIN_FROM_NEW_BROWSER);

        assertThat(TestEvents.waiting(portal)).isEmpty();
        assertThat(unmailed(user)).isZero();
        assertThat(unread(user)).isEqualTo(1);
    }

    /// Whoever writes to the table itself silences nobody either.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tellWhenEventIsAlwaysMailedThenNoRowSwitchesItOff(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        for (PortalEvent event : PortalEvent.values()) {
            if (event.isAlwaysMailed()) {
                TestEvents.set(portal, event, false);
            }
        }
        int told = 0;
        for (NoticeKind kind : NoticeKind.values()) {
            if (kind.event().isAlwaysMailed()) {
                tell(user, kind);
                told++;
            }
        }

        assertThat(unmailed(user)).isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tellAdministratorsWhenTheyAreSeveralThenEachHearsOfItAndContactsOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser one = TestUser.create(portal);
        TestUser administrator = TestUser.employee(portal);
        administrator.set("role = '" + Role.ADMINISTRATOR + "'");
        TestUser disabled = TestUser.create(portal);
        disabled.set("status = 'DISABLED'");
        TestUser employee = TestUser.employee(portal);
        TestEvents.set(portal, PortalEvent.POLICY_WEAKENED, true, DESK);

        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Notices.class)
                                        .tellAdministrators(
                                                NoticeKind.POLICY_WEAKENED, "lee", portal.now()));

        assertThat(one.told("POLICY_WEAKENED")).isEqualTo(1);
        assertThat(administrator.told("POLICY_WEAKENED")).isEqualTo(1);
        assertThat(disabled.told("POLICY_WEAKENED")).isZero();
        assertThat(employee.told("POLICY_WEAKENED")).isZero();
        assertThat(TestEvents.waiting(portal)).containsExactly(DESK + " POLICY_WEAKENED");
    }

    /// Who takes an account over could delete it, and the mail about it would go with it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void contactMailWhenTheAccountIsDeletedThenStillGoesOut(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir);
                TestMailServer smtp = TestMailServer.open()) {
            TestUser user = TestUser.employee(portal);
            TestEvents.set(portal, PortalEvent.TWO_FACTOR_OFF, true, DESK);
            tell(user, NoticeKind.TWO_FACTOR_RESET);
            portal.get(Transactions.class).write(() -> portal.get(Accounts.class).delete(user.id));
            TestMailer.use(portal, smtp.settings());

            TestMailer.of(portal).sendDue();

            assertThat(smtp.received()).extracting(Received::recipient).containsExactly(DESK);
            assertThat(new String(smtp.received().getFirst().bytes(), StandardCharsets.UTF_8))
                    .contains(user.name);
            assertThat(TestEvents.waiting(portal)).isEmpty();
        }
    }

    /// It waits for a server that is dead, is counted in the outbox, and is given up after a week,
    /// until somebody has it tried again.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void contactMailWhenServerRefusesThenTriedAgainAndNeverForgotten(
            TestStore store, @TempDir Path dataDir) throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir);
                TestMailServer smtp = TestMailServer.open()) {
            TestUser user = TestUser.employee(portal);
            TestEvents.set(portal, PortalEvent.TWO_FACTOR_OFF, true, DESK);
            tell(user, NoticeKind.TWO_FACTOR_RESET);
            portal.jdbc().sql("update notice set mailed_at = 1").update();
            Outbox outbox = portal.get(Outbox.class);
            try (ScriptedSmtp liar =
                    ScriptedSmtp.open(ScriptedSmtp.friendlyBut("CONTENT", "451 later"))) {
                TestMailer.use(portal, TestMailer.at(liar.port()));
                TestMailer.of(portal).sendDue();
            }
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(1, 1, 0, null));
            portal.clock.advance(Duration.ofDays(7));
            TestMailer.use(portal, smtp.settings());
            TestMailer.of(portal).sendDue();
            assertThat(smtp.received()).isEmpty();
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(0, 0, 1, null));
            assertThat(outbox.items(portal.now(), 5))
                    .singleElement()
                    .satisfies(
                            item -> {
                                assertThat(item.to()).isEqualTo(DESK);
                                assertThat(item.nextTry()).isNull();
                            });

            portal.get(Transactions.class).write(() -> outbox.tryAgain(portal.now()));
            TestMailer.of(portal).sendDue();

            assertThat(smtp.received()).hasSize(1);
            assertThat(outbox.standing(portal.now()).waiting()).isZero();
        }
    }

    private static void tell(TestUser user, NoticeKind kind) {
        user.get(Transactions.class)
                .write(() -> user.get(Notices.class).tell(user.id, kind, "3", user.now()));
    }

    private static int unread(TestUser user) {
        return user.get(Notices.class).unread(user.id).size();
    }

    private static long unmailed(TestUser user) {
        return user.get(JdbcClient.class)
                .sql(
                        """
                        select count(*) from notice
                        where account_id = :id and mailed_at is null""")
                .param("id", user.id.text())
                .query(Long.class)
                .single();
    }
}
