package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestCertificate;
import dev.tollgate.TestMailServer;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.Delivery.Fault;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The test mail, over connections that are safe and over some that only look so.
class MailTlsTests {

    private static final Optional<Secret> PASSWORD =
            Optional.of(Secret.of(TestMailServer.PASSWORD));

    @TempDir private static Path dir;
    private static TestCertificate right;
    private static TestCertificate foreign;
    private static TestPortal portal;

    @BeforeAll
    static void open() throws Exception {
        right = TestCertificate.make(dir.resolve("right.p12"), "ip:127.0.0.1");
        foreign = TestCertificate.make(dir.resolve("foreign.p12"), "dns:mail.example.com");
        portal = TestPortal.open(TestStore.SQLITE, dir.resolve("data"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void trialWhenCertificateAndPasswordAreRightThenTakenAndProven(Encryption encryption)
            throws Exception {
        try (TestMailServer smtp = TestMailServer.open(encryption, right.server())) {
            MailTrial trial = tryOut(smtp.settings(), PASSWORD, right);

            assertThat(trial.delivery()).isInstanceOf(Delivery.Taken.class);
            assertThat(smtp.received()).hasSize(1);
            assertThat(portal.get(MailServers.class).provenAt()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void trialWhenPasswordIsWrongThenTheServerSaysSo(Encryption encryption) throws Exception {
        try (TestMailServer smtp = TestMailServer.open(encryption, right.server())) {
            Delivery.Failed failed =
                    failed(smtp.settings(), Optional.of(Secret.of("wrong")), right);

            assertThat(failed.fault()).isEqualTo(Fault.LOGIN);
            assertThat(failed.answer()).startsWith("535");
            assertThat(portal.get(MailServers.class).provenAt()).isEmpty();
        }
    }

    /// Nothing is said to whoever stands between, not the password and not the mail.
    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void trialWhenCertificateIsOfAnotherHostThenItsNameIsTold(Encryption encryption)
            throws Exception {
        try (TestMailServer smtp = TestMailServer.open(encryption, foreign.server())) {
            assertThat(failed(smtp.settings(), PASSWORD, foreign))
                    .isEqualTo(new Delivery.Failed(Fault.CERTIFICATE_NAME, "mail.example.com"));
            assertThat(smtp.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void trialWhenNobodyVouchesForTheCertificateThenSaidSo(Encryption encryption) throws Exception {
        try (TestMailServer smtp = TestMailServer.open(encryption, right.server())) {
            assertThat(failed(smtp.settings(), PASSWORD, foreign))
                    .isEqualTo(new Delivery.Failed(Fault.CERTIFICATE_UNKNOWN, ""));
            assertThat(smtp.received()).isEmpty();
        }
    }

    /// As somebody does who strips the offer of encryption from the server's answer.
    @Test
    void trialWhenServerOffersNoTlsThenRefusedBeforeAnythingIsSaid() throws Exception {
        try (ScriptedSmtp smtp = ScriptedSmtp.open(ScriptedSmtp::friendly)) {
            MailServer server = at(smtp.port(), Encryption.STARTTLS);

            assertThat(failed(server, PASSWORD, right))
                    .isEqualTo(new Delivery.Failed(Fault.NO_TLS, ""));
            assertThat(smtp.heard()).noneMatch(line -> line.matches("(AUTH|MAIL|RCPT|DATA).*"));
        }
    }

    @Test
    void trialWhenServerRefusesToBeginTlsThenRefused() throws Exception {
        String offer = "250-mail.example.com\r\n250 STARTTLS";
        try (ScriptedSmtp smtp =
                ScriptedSmtp.open(
                        word ->
                                switch (word) {
                                    case "EHLO" -> offer;
                                    case "STARTTLS" -> "454 4.7.0 not now";
                                    default -> ScriptedSmtp.friendly(word);
                                })) {
            assertThat(failed(at(smtp.port(), Encryption.STARTTLS), PASSWORD, right))
                    .isEqualTo(new Delivery.Failed(Fault.TLS, "454 4.7.0 not now"));
        }
    }

    /// The names of a web server inside are nobody's business.
    @Test
    void trialWhenBehindTlsIsNoMailServerThenItsCertificateIsNotTold() throws Exception {
        try (ScriptedSmtp other =
                ScriptedSmtp.on(
                        foreign.server()
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                        _ -> "HTTP/1.1 400 Bad Request")) {
            assertThat(failed(at(other.port(), Encryption.TLS), PASSWORD, right))
                    .isEqualTo(new Delivery.Failed(Fault.UNREACHABLE, ""));
        }
    }

    @Test
    void trialWhenAskedOnTwoNodesThenCarriedOutOnce() throws Exception {
        try (TestMailServer smtp = TestMailServer.open()) {
            TestMailer.use(portal, smtp.settings());
            ask();
            TestMailer.of(portal).tryOut();
            TestMailer.of(portal).tryOut();

            assertThat(smtp.received()).hasSize(1);
            assertThat(smtp.received().getFirst().recipient()).isEqualTo("me@example.com");
        }
    }

    private static Delivery.Failed failed(
            MailServer server, Optional<Secret> password, TestCertificate trusted)
            throws Exception {
        return (Delivery.Failed) tryOut(server, password, trusted).delivery();
    }

    private static MailTrial tryOut(
            MailServer server, Optional<Secret> password, TestCertificate trusted)
            throws Exception {
        TestMailer.use(portal, server, password);
        ask();
        TestMailer.of(portal, CertificateWatch.of(trusted.trust()), Courier.LIMIT).tryOut();
        return portal.get(MailTrials.class).newest().orElseThrow();
    }

    private static void ask() {
        portal.get(Transactions.class)
                .write(() -> portal.get(MailTrials.class).ask("me@example.com", portal.now()));
    }

    private static MailServer at(int port, Encryption encryption) {
        return new MailServer("127.0.0.1", port, encryption, "pbx", "pbx@example.com");
    }
}
