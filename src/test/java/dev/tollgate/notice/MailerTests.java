package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.Delivery.Fault;
import dev.tollgate.notice.Outbox.Standing;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a notice at servers that work, that are dead, and that lie.
class MailerTests {

    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir Path dataDir;
    private TestPortal portal;
    private Account admin;
    private TestMailServer smtp;

    @BeforeEach
    void open() {
        portal = TestPortal.open(TestStore.SQLITE, dataDir);
        admin = portal.admin();
        smtp = TestMailServer.open();
    }

    @AfterEach
    void close() {
        smtp.close();
        portal.close();
    }

    @Test
    void sendDueWhenNoticeWaitsThenMailedOnceAndStillStandsInThePortal() {
        TestMailer.use(portal, smtp.settings());
        tell(NoticeKind.PASSWORD_KNOWN);
        Mailer mailer = TestMailer.of(portal);

        mailer.sendDue();
        portal.clock.advance(Duration.ofHours(2));
        mailer.sendDue();

        assertThat(smtp.received())
                .extracting(Received::recipient)
                .containsExactly("admin@example.com");
        assertThat(portal.get(Notices.class).unread(admin.id())).hasSize(1);
        assertThat(portal.get(MailServers.class).lastSuccess()).isPresent();
    }

    /// Thousands of reminders hold back no alarm.
    @Test
    void dueWhenRemindersWaitThenAnAlarmGoesFirst() {
        tell(NoticeKind.SET_UP_ASKED);
        portal.clock.advance(Duration.ofSeconds(1));
        tell(NoticeKind.PASSWORD_KNOWN);

        assertThat(portal.get(Notices.class).due(portal.now(), 1))
                .extracting(waiting -> waiting.notice().kind())
                .containsExactly(NoticeKind.PASSWORD_KNOWN);
    }

    @Test
    void sendDueWhenNoServerIsSetThenWaits() {
        tell(NoticeKind.PASSWORD_CHANGED);

        TestMailer.of(portal).sendDue();

        assertThat(standing()).isEqualTo(new Standing(1, 0, 0, null));
    }

    /// Whoever holds a stolen session reads what the owner is to hear of it.
    @Test
    void sendDueWhenReadInPortalBeforeThenMailedAllTheSame() {
        TestMailer.use(portal, smtp.settings());
        tell(NoticeKind.PASSWORD_CHANGED);
        Notices notices = portal.get(Notices.class);
        notices.markRead(admin.id(), notices.unread(admin.id()).getFirst().id(), portal.now());

        TestMailer.of(portal).sendDue();

        assertThat(smtp.received()).hasSize(1);
    }

    /// What was told to the address before a change, and to nobody where there was none.
    @Test
    void sendDueWhenForAnotherAddressThenGoesThereAndThePortalDoesNotShowIt() {
        TestMailer.use(portal, smtp.settings());
        portal.get(Transactions.class)
                .write(
                        () -> {
                            Notices notices = portal.get(Notices.class);
                            NoticeKind kind = NoticeKind.EMAIL_CHANGED;
                            notices.tellAt(
                                    "old@example.com", admin.id(), kind, "new", portal.now());
                            notices.tellAt("", admin.id(), kind, "new", portal.now());
                        });
        TestMailer.of(portal).sendDue();

        assertThat(smtp.received())
                .extracting(Received::recipient)
                .containsExactly("old@example.com");
        assertThat(portal.get(Notices.class).unread(admin.id())).isEmpty();
    }

    @Test
    void sendDueWhenServerIsDeadThenTriedAgainAfterGrowingPauses() throws IOException {
        TestMailer.use(portal, TestMailer.at(closedPort()));
        tell(NoticeKind.PASSWORD_CHANGED);
        Mailer mailer = TestMailer.of(portal);

        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            mailer.sendDue();
            assertThat(portal.get(Notices.class).due(portal.now(), 1)).isEmpty();
            portal.clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
            assertThat(portal.get(Notices.class).due(portal.now(), 1)).isEmpty();
            portal.clock.advance(Duration.ofMillis(1));
            assertThat(portal.get(Notices.class).due(portal.now(), 1)).hasSize(1);
        }
        assertThat(standing()).isEqualTo(new Standing(1, 1, 0, null));
        TestMailer.use(portal, smtp.settings());
        mailer.sendDue();
        assertThat(smtp.received()).hasSize(1);
        assertThat(standing().waiting()).isZero();
    }

    /// Each way to break off or to refuse, and what is told of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CONNECT | CUT                        | UNREACHABLE |
                    CONNECT | 554 go away                | UNREACHABLE |
                    CONNECT | SSH-2.0-OpenSSH_9.2        | UNREACHABLE |
                    CONNECT | -ERR unknown command       | UNREACHABLE |
                    CONNECT | HTTP/1.1 400 Bad Request   | UNREACHABLE |
                    CONNECT | SILENCE                    | UNREACHABLE |
                    CONNECT | DRIP                       | UNREACHABLE |
                    EHLO    | CUT                        | UNREACHABLE |
                    [EH]+LO | garbage                    | UNREACHABLE |
                    EHLO    | DRIP                       | UNREACHABLE |
                    MAIL    | CUT                        | BROKE_OFF   |
                    MAIL    | 450 4.7.1 greylisted       | SENDER      | 450 4.7.1 greylisted
                    MAIL    | 550 5.7.1 not you          | SENDER      | 550 5.7.1 not you
                    MAIL    | garbage                    | BROKE_OFF   |
                    RCPT    | CUT                        | BROKE_OFF   |
                    RCPT    | 550 5.1.1 nobody here      | RECIPIENT   | 550 5.1.1 nobody here
                    RCPT    | 452 4.2.2 full             | RECIPIENT   | 452 4.2.2 full
                    DATA    | 554 5.3.0 no               | MESSAGE     | 554 5.3.0 no
                    DATA    | CUT                        | BROKE_OFF   |
                    CONTENT | CUT                        | BROKE_OFF   |
                    CONTENT | SILENCE                    | BROKE_OFF   |
                    CONTENT | DRIP                       | BROKE_OFF   |
                    CONTENT | 552 5.3.4 too big          | MESSAGE     | 552 5.3.4 too big
                    CONTENT | 999                        | BROKE_OFF   |
                    """)
    void sendDueWhenServerRefusesOrLiesThenNothingIsLost(
            String word, String answer, Fault fault, String told) throws IOException {
        tell(NoticeKind.PASSWORD_CHANGED);
        try (ScriptedSmtp liar = ScriptedSmtp.open(ScriptedSmtp.friendlyBut(word, answer))) {
            TestMailer.use(portal, TestMailer.at(liar.port()));
            TestMailer.of(portal, CertificateWatch.ofPlatform(), SHORT).sendDue();
        }

        assertThat(standing()).isEqualTo(new Standing(1, 1, 0, null));
        assertThat(error()).isEqualTo(new Delivery.Failed(fault, told == null ? "" : told));
        TestMailer.use(portal, smtp.settings());
        portal.clock.advance(Duration.ofMinutes(1));
        TestMailer.of(portal).sendDue();
        assertThat(smtp.received()).hasSize(1);
        assertThat(standing().waiting()).isZero();
    }

    @Test
    void sendDueWhenServerIsTooOldForEhloThenGreetedWithHelo() throws IOException {
        tell(NoticeKind.PASSWORD_CHANGED);
        try (ScriptedSmtp old =
                ScriptedSmtp.open(ScriptedSmtp.friendlyBut("EHLO", "500 unknown command"))) {
            TestMailer.use(portal, TestMailer.at(old.port()));
            TestMailer.of(portal).sendDue();

            assertThat(old.heard()).contains("HELO pbx.example.com");
        }
        assertThat(standing().waiting()).isZero();
    }

    /// One row of another key, or damaged: it goes to nobody, and nothing waits for it.
    @Test
    void sendDueWhenAMailCannotBeOpenedThenItIsDroppedAndTheNextOnesGo() {
        TestMailer.use(portal, smtp.settings());
        post("314159");
        portal.jdbc().sql("update mail set content = :other").param("other", new byte[64]).update();
        post("271828");

        TestMailer.of(portal).sendDue();

        assertThat(smtp.received()).hasSize(1);
        assertThat(portal.jdbc().sql("select count(*) from mail").query(Long.class).single())
                .isZero();
    }

    /// A file server begins like a mail server.
    @Test
    void sendDueWhenOnlyTheGreetingIsOfAMailServerThenItsWordsAreNotRepeated() throws IOException {
        tell(NoticeKind.PASSWORD_CHANGED);
        UnaryOperator<String> files =
                word -> word.equals(ScriptedSmtp.CONNECT) ? "220 ProFTPD" : "500 secret version";
        try (ScriptedSmtp other = ScriptedSmtp.open(files)) {
            TestMailer.use(portal, TestMailer.at(other.port()));
            TestMailer.of(portal).sendDue();
        }

        assertThat(error()).isEqualTo(new Delivery.Failed(Fault.UNREACHABLE, ""));
    }

    /// The server has taken it: that it slams the door afterwards is its own affair.
    @Test
    void sendDueWhenServerTakesAndDisconnectsThenMailedOnce() throws IOException {
        tell(NoticeKind.PASSWORD_CHANGED);
        tell(NoticeKind.TWO_FACTOR_ON);
        UnaryOperator<String> rude =
                word ->
                        word.equals("QUIT") || word.equals("NOOP")
                                ? "CUT"
                                : ScriptedSmtp.friendly(word);
        try (ScriptedSmtp server = ScriptedSmtp.open(rude)) {
            TestMailer.use(portal, TestMailer.at(server.port()));
            TestMailer.of(portal).sendDue();
            portal.clock.advance(Duration.ofHours(2));
            TestMailer.of(portal).sendDue();
            assertThat(server.heard()).filteredOn("DATA"::equals).hasSize(2);
        }
        assertThat(standing().waiting()).isZero();
    }

    @Test
    void sendDueWhenOneRecipientIsRefusedThenTheOthersAreMailed() throws IOException {
        tell(NoticeKind.PASSWORD_CHANGED);
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Notices.class)
                                        .tellAt(
                                                "else@example.com",
                                                admin.id(),
                                                NoticeKind.EMAIL_CHANGED,
                                                "",
                                                portal.now()));
        boolean[] first = {true};
        UnaryOperator<String> answers =
                word -> {
                    if (word.equals("RCPT") && first[0]) {
                        first[0] = false;
                        return "550 no";
                    }
                    return ScriptedSmtp.friendly(word);
                };
        try (ScriptedSmtp server = ScriptedSmtp.open(answers)) {
            TestMailer.use(portal, TestMailer.at(server.port()));
            TestMailer.of(portal).sendDue();
            assertThat(server.heard()).filteredOn("DATA"::equals).hasSize(1);
        }
        assertThat(standing().waiting()).isEqualTo(1);
    }

    @Test
    void sendDueWhenTriedForAWeekThenGivenUp() throws IOException {
        TestMailer.use(portal, TestMailer.at(closedPort()));
        tell(NoticeKind.PASSWORD_CHANGED);
        Mailer mailer = TestMailer.of(portal);
        mailer.sendDue();
        portal.clock.advance(Duration.ofDays(7));
        TestMailer.use(portal, smtp.settings());
        mailer.sendDue();

        assertThat(smtp.received()).isEmpty();
        assertThat(standing()).isEqualTo(new Standing(0, 0, 1, null));
        assertThat(portal.get(Notices.class).unread(admin.id())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendDueWhenTwoNodesWorkAtOnceThenEachIsMailedOnce(TestStore store, @TempDir Path other) {
        try (TestPortal one = TestPortal.open(store, other);
                TestPortal two = one.secondNode()) {
            TestMailer.use(one, smtp.settings());
            Arrays.stream(NoticeKind.values()).limit(12).forEach(kind -> tell(one, kind));
            AtOnce.run(
                    4,
                    number -> {
                        TestMailer.of(number % 2 == 0 ? one : two).sendDue();
                        return number;
                    });
            assertThat(smtp.received()).hasSize(12);
            assertThat(one.get(Outbox.class).standing(one.now()).waiting()).isZero();
        }
    }

    private void post(String code) {
        Instant until = portal.now().plus(Duration.ofHours(1));
        TestMails.post(
                portal,
                new Mail(
                        MailKind.LOGIN_CODE,
                        admin.id(),
                        admin.email(),
                        Secret.of(code),
                        "Firefox",
                        until));
    }

    private void tell(NoticeKind kind) {
        tell(portal, kind);
    }

    private static void tell(TestPortal at, NoticeKind kind) {
        at.get(Transactions.class)
                .write(() -> at.get(Notices.class).tell(at.admin().id(), kind, "3", at.now()));
    }

    private Standing standing() {
        return portal.get(Outbox.class).standing(portal.now());
    }

    private Delivery.Failed error() {
        return MailAnswer.parse(
                portal.jdbc().sql("select mail_error from notice").query(String.class).single());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
