package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestCertificate;
import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.FormerMailServer;
import dev.tollgate.setting.FormerMailServers;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.system.MailAdministration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody achieves who points the portal at a mail server of their own.
class FormerServerTests {

    private static final String DESK = "desk@example.com";
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir private Path dataDir;
    private TestPortal portal;
    private TestUser maker;
    private TestMailServer smtp;

    @BeforeEach
    void open() {
        smtp = TestMailServer.open();
    }

    @AfterEach
    void close() {
        smtp.close();
        portal.close();
    }

    private void on(TestStore store) {
        portal = TestPortal.open(store, dataDir);
        maker = TestUser.create(portal);
        TestMailer.use(portal, smtp.settings());
        TestEvents.set(portal, PortalEvent.MAIL_SERVER_CHANGED, true, DESK);
    }

    /// The new server takes every mail and lets none through: the old one brings the news, and the
    /// portal keeps it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenNewServerSwallowsMailThenOldOneBringsTheNews(TestStore store)
            throws IOException {
        on(store);
        try (ScriptedSmtp evil = ScriptedSmtp.open(ScriptedSmtp::friendly)) {
            save(TestMailer.at(evil.port()));
            TestMailer.of(portal).sendDue();
            TestMailer.of(portal).sendThroughFormer();
        }

        assertThat(recipients())
                .containsExactlyInAnyOrder("admin@example.com", maker.account().email(), DESK);
        assertThat(new String(smtp.received().getFirst().bytes(), StandardCharsets.UTF_8))
                .contains("The mail server was changed", maker.name, "in use before");
        assertThat(portal.get(Notices.class).unread(portal.admin().id()))
                .extracting(Notice::kind)
                .containsOnlyOnce(NoticeKind.MAIL_SERVER_CHANGED);
    }

    /// Two changes, so that the first one's news would go through the second one's server.
    @Test
    void changeWhenMadeTwiceThenEachIsToldThroughTheServerBeforeIt() throws IOException {
        on(TestStore.SQLITE);
        try (ScriptedSmtp evil = ScriptedSmtp.open(ScriptedSmtp::friendly);
                ScriptedSmtp other = ScriptedSmtp.open(ScriptedSmtp::friendly)) {
            save(TestMailer.at(evil.port()));
            portal.clock.advance(Duration.ofSeconds(1));
            save(TestMailer.at(other.port()));
            TestMailer.of(portal).sendThroughFormer();

            assertThat(smtp.received()).hasSize(3);
            assertThat(evil.heard()).filteredOn("DATA"::equals).hasSize(3);
            assertThat(other.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenServerIsRemovedThenToldThroughIt(TestStore store) {
        on(store);
        portal.get(MailAdministration.class).remove(stepUp(), maker.source, portal.now());
        TestMailer.of(portal).sendThroughFormer();

        assertThat(recipients()).contains(DESK, "admin@example.com");
        assertThat(maker.told("MAIL_SERVER_REMOVED")).isEqualTo(1);
    }

    @Test
    void changeWhenNothingDiffersThenNobodyIsTold() {
        on(TestStore.SQLITE);
        save(smtp.settings());

        assertThat(maker.told("MAIL_SERVER_CHANGED")).isZero();
        assertThat(TestEvents.waiting(portal)).isEmpty();
        assertThat(formers()).isEmpty();
    }

    /// A wrong password shuts the mail up as well as another server does.
    @Test
    void changeWhenOnlyThePasswordDiffersThenToldByWayOfTheOldOne() {
        on(TestStore.SQLITE);
        portal.get(MailAdministration.class)
                .save(
                        stepUp(),
                        smtp.settings(),
                        Optional.of(Secret.of("wrong")),
                        version(),
                        maker.source,
                        portal.now());

        assertThat(maker.told("MAIL_SERVER_CHANGED")).isEqualTo(1);
        assertThat(TestEvents.waiting(portal)).contains(DESK + " MAIL_SERVER_CHANGED FORMER");
    }

    /// The server before the change may need its password: kept sealed, for its own server only,
    /// and gone with the last mail that waits for it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenServerIsReplacedThenKeptSealedUntilTheNewsIsOut(TestStore store)
            throws Exception {
        on(store);
        TestCertificate certificate =
                TestCertificate.make(dataDir.resolve("smtp.p12"), "ip:127.0.0.1");
        try (TestMailServer secured =
                TestMailServer.open(Encryption.STARTTLS, certificate.server())) {
            Optional<Secret> password = Optional.of(Secret.of(TestMailServer.PASSWORD));
            TestMailer.use(portal, secured.settings(), password);
            save(smtp.settings());
            FormerMailServer former = formers().getFirst();
            assertThat(former.password().orElseThrow().reveal()).isEqualTo(TestMailServer.PASSWORD);
            assertThat(
                            portal.jdbc()
                                    .sql("select password from former_mail_server")
                                    .query(
                                            (row, _) ->
                                                    new String(
                                                            row.getBytes(1),
                                                            StandardCharsets.UTF_8))
                                    .single())
                    .doesNotContain("hünter2", "nter2");
            CertificateWatch trusting = CertificateWatch.of(certificate.trust());
            TestMailer.of(portal, trusting, Courier.LIMIT).sendThroughFormer();
            assertThat(secured.received()).hasSize(3);
        }
        portal.get(FormerMailServers.class).purge(portal.now());
        assertThat(formers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void formerServerWhenDeadThenTriedForADayAndThenForgotten(TestStore store) {
        on(store);
        TestMailer.use(portal, TestMailer.at(1));
        save(smtp.settings());
        Mailer mailer = TestMailer.of(portal);
        mailer.sendThroughFormer();
        mailer.sendDue();
        assertThat(recipients()).contains(DESK, "admin@example.com");
        assertThat(portal.get(Outbox.class).standing(portal.now()).failing()).isZero();
        portal.get(FormerMailServers.class).purge(portal.now());
        assertThat(formers()).hasSize(1);

        portal.clock.advance(Duration.ofHours(24));
        assertThat(formers()).isEmpty();
        portal.get(FormerMailServers.class).purge(portal.now());
        assertThat(TestEvents.waiting(portal)).isEmpty();
    }

    /// It works on a thread of its own, and a silent server holds it for a limited time only.
    @Test
    void formerServerWhenItFallsSilentThenCutOff() throws IOException {
        on(TestStore.SQLITE);
        try (ScriptedSmtp silent =
                ScriptedSmtp.open(ScriptedSmtp.friendlyBut("MAIL", ScriptedSmtp.SILENCE))) {
            TestMailer.use(portal, TestMailer.at(silent.port()));
            save(smtp.settings());
            TestMailer.of(portal, CertificateWatch.ofPlatform(), SHORT).sendThroughFormer();
        }
        assertThat(TestEvents.waiting(portal))
                .filteredOn(mail -> mail.endsWith("FORMER"))
                .hasSize(3);
        TestMailer.of(portal).sendDue();
        assertThat(recipients()).contains(DESK);
    }

    private void save(MailServer server) {
        portal.get(MailAdministration.class)
                .save(stepUp(), server, Optional.empty(), version(), maker.source, portal.now());
    }

    private int version() {
        return portal.get(FormVersions.class).of(FormVersions.Form.MAIL_SERVER);
    }

    private StepUp stepUp() {
        return maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);
    }

    private List<FormerMailServer> formers() {
        return portal.get(FormerMailServers.class).all(portal.now());
    }

    private List<String> recipients() {
        return smtp.received().stream().map(Received::recipient).toList();
    }
}
