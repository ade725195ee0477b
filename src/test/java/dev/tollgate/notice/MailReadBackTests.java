package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestMailServer;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.MailKind.Carries;
import dev.tollgate.notice.MailTexts.Addressed;
import dev.tollgate.notice.Recipients.Recipient;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/// Every mail there is, as it arrives.
class MailReadBackTests {

    /// Held by `PortalAddressTests`.
    private static final String LEADS_NOWHERE = "PORTAL_ADDRESS_CHANGED";

    private static final PortalSettings PORTAL =
            new PortalSettings(
                    "Ácme & <b>Söhne</b>",
                    URI.create("https://pbx.example.com:8443"),
                    ZoneId.of("Europe/Lisbon"),
                    "the front desk, <9>");
    private static final Recipient ANA = new Recipient("<i>Ana</i>", "ana@example.com");

    /// What a mail must not load or run, wherever it is shown.
    private static final Pattern REMOTE =
            Pattern.compile("<img|<script|<link|<iframe|url\\(|src=|background=|@import");

    @TempDir private static Path dataDir;
    private static TestPortal portal;
    private static TestMailServer smtp;
    private static Account admin;

    @BeforeAll
    static void open() {
        portal = TestPortal.open(TestStore.SQLITE, dataDir);
        admin = portal.admin();
        smtp = TestMailServer.open();
        TestMailer.use(portal, smtp.settings());
        portal.get(Transactions.class).write(() -> portal.get(Settings.class).save(PORTAL));
    }

    @AfterAll
    static void close() {
        smtp.close();
        portal.close();
    }

    @BeforeEach
    void clear() {
        smtp.received().clear();
    }

    @ParameterizedTest
    @EnumSource(value = NoticeKind.class, mode = Mode.EXCLUDE, names = LEADS_NOWHERE)
    void noticeWhenMailedThenBothPartsSayIt(NoticeKind kind) throws Exception {
        String detail = "Ana's <phone> 7 & {1}";
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Notices.class)
                                        .tell(admin.id(), kind, detail, portal.now()));

        Read mail = arrived();

        assertThat(mail.subject())
                .isEqualTo(
                        "Ácme & <b>Söhne</b>: "
                                + TestMailer.messages()
                                        .getMessage("mail.subject." + kind, null, Locale.ENGLISH));
        String sentence =
                TestMailer.messages()
                        .getMessage("notice." + kind, new Object[] {detail}, Locale.ENGLISH);
        String path = kind.isReminder() ? MailTexts.SET_UP_PATH : MailTexts.SECURE_PATH;
        assertThat(mail.plain()).contains("Hello admin,").contains(sentence);
        assertThat(mail.plain())
                .contains("https://pbx.example.com:8443" + path)
                .contains(kind.isReminder() ? "Set it up here:" : "If not")
                .contains("the front desk, <9>")
                .containsPattern("When: .* WES?T|When: ");
        assertThat(mail.html())
                .contains("Hello admin,")
                .contains(escaped(sentence))
                .contains("href=\"https://pbx.example.com:8443" + path + "\"")
                .contains("the front desk, &lt;9&gt;");
        assertFit(mail);
    }

    /// A contact cannot look the account up, so the mail says whose it is.
    @ParameterizedTest
    @EnumSource(value = NoticeKind.class, mode = Mode.EXCLUDE, names = LEADS_NOWHERE)
    void noticeWhenForAContactThenBothPartsSayItAndWhomItConcerns(NoticeKind kind)
            throws Exception {
        String detail = "Ana's <phone> 7 & {1}";
        Read mail =
                arrivedAtContact(ContactMail.of(kind, detail, "1001 <Ana>", "desk@example.com"));

        String sentence =
                TestMailer.messages()
                        .getMessage("notice." + kind, new Object[] {detail}, Locale.ENGLISH);
        assertThat(mail.subject())
                .isEqualTo(
                        "Ácme & <b>Söhne</b>: "
                                + TestMailer.messages()
                                        .getMessage("mail.subject." + kind, null, Locale.ENGLISH));
        boolean ofAccount = kind.event().group().isOfAccounts();
        assertThat(mail.plain().contains("1001 <Ana>")).isEqualTo(ofAccount);
        assertThat(mail.html().contains("1001 &lt;Ana&gt;")).isEqualTo(ofAccount);
        assertThat(mail.plain())
                .contains(sentence, "If nobody meant this to happen", PORTAL.portalAddress() + "\n")
                .doesNotContain(MailTexts.SECURE_PATH, "SAMPLE", "sample");
        assertThat(mail.html()).contains(escaped(sentence));
        assertFit(mail);
    }

    /// Nobody must take it for the real thing, in whatever part or list of mails it is read.
    @ParameterizedTest
    @EnumSource(PortalEvent.class)
    void sampleWhenMailedThenSaysBeforeAllElseThatNothingHasHappened(PortalEvent event)
            throws Exception {
        Read mail = arrivedAtContact(ContactMail.sample(event, "desk@example.com"));

        assertThat(mail.subject()).startsWith("Ácme & <b>Söhne</b>: SAMPLE: ");
        String subject =
                TestMailer.messages()
                        .getMessage(
                                "mail.subject." + NoticeKind.sampleOf(event), null, Locale.ENGLISH);
        for (String part : List.of(mail.plain(), mail.html())) {
            assertThat(part)
                    .containsSubsequence("Hello,", "This is a sample. Nothing has happened.");
            assertThat(part.replace(subject, "")).doesNotContain("( )", "()", ": .", "  was");
        }
        assertThat(mail.plain().lines().toList().get(2)).startsWith("This is a sample.");
        assertFit(mail);
    }

    /// They share the keys of their subjects.
    @Test
    void kindsWhenNamedThenNoMailHasTheNameOfANotice() {
        List<String> notices = Stream.of(NoticeKind.values()).map(Enum::name).toList();

        assertThat(MailKind.values()).extracting(Enum::name).doesNotContainAnyElementsOf(notices);
    }

    /// A kind that is added later is covered as soon as it has a name.
    @Test
    void mailWhenOfAnyKindThenBothPartsCarryItsSecret() throws Exception {
        for (MailKind kind : MailKind.values()) {
            clear();
            boolean isCode = kind.carries() == Carries.CODE;
            Secret secret = Secret.of(isCode ? "314159" : "/some/page?link=AbC-_0&x=1");
            Instant until = portal.now().plus(Duration.ofHours(1));
            TestMails.post(
                    portal,
                    new Mail(
                            kind,
                            admin.id(),
                            "ana@example.com",
                            secret,
                            "Firefox <on> Linux",
                            until));
            Read mail = arrived();
            assertThat(mail.message().getAllRecipients()[0].toString())
                    .isEqualTo("ana@example.com");
            assertCarries(mail, isCode, secret.reveal());
        }
    }

    @ParameterizedTest
    @EnumSource(Carries.class)
    void mailWhenItsSecretIsInTheMiddleThenShownBetweenTheParagraphs(Carries carries)
            throws Exception {
        boolean isCode = carries == Carries.CODE;
        Secret secret = Secret.of(isCode ? "314159" : "/some/page?link=AbC-_0&x=1");
        MailTexts texts = new MailTexts(TestMailer.messages());
        Composition mail =
                texts.of(
                        carries,
                        "Title",
                        "First.\nHere: " + MailTexts.GAP + "\nLast <one>.",
                        secret,
                        List.of("When: now"),
                        new Addressed(ANA, PORTAL));
        Read read = written(mail, PORTAL);

        assertThat(read.plain()).containsSubsequence("First.", "Here:", "Last <one>.");
        assertThat(read.html())
                .contains("Hello &lt;i&gt;Ana&lt;/i&gt;,")
                .contains("Last &lt;one&gt;.");
        assertCarries(read, isCode, secret.reveal());
    }

    /// What people are called must never begin another line of a header, or another address.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\r\nBcc: evil@example.com",
                "Acme\nSubject: pay now",
                "Acme\rX: y",
                "Acme\u2028X: y",
                "Acme\u0085X: y",
                "Acme\u0000",
                "\u202Eevil",
                "\"<evil@example.com>, ",
                "=?utf-8?q?=0D=0ABcc:_evil@example.com?=",
                "💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥",
                "\uD83D"
            })
    void headerWhenNamesAreOddThenStaysOneLineEach(String name) throws Exception {
        PortalSettings odd =
                new PortalSettings(name, PORTAL.portalAddress(), PORTAL.timeZone(), name);
        Composition mail =
                new MailTexts(TestMailer.messages())
                        .trial(new Recipient(name, "ana@example.com"), portal.now(), odd);

        Read read = written(mail, odd);

        List<String> names =
                Collections.list(read.message().getAllHeaders()).stream()
                        .map(Header::getName)
                        .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "Date",
                        "From",
                        "To",
                        "Message-ID",
                        "Subject",
                        "Auto-Submitted",
                        "MIME-Version",
                        "Content-Type");
        assertThat(read.message().getAllRecipients()).hasSize(1);
        assertThat(read.message().getFrom()).hasSize(1);
        assertThat(((InternetAddress) read.message().getFrom()[0]).getAddress())
                .isEqualTo("pbx@example.com");
        assertThat(read.message().getSubject()).doesNotContain("\r", "\n", "\u0000", "\u202E");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com"})
    void recipientWhenItIsMoreThanOneAddressThenNotWritten(String address) {
        Composition mail =
                new MailTexts(TestMailer.messages())
                        .trial(new Recipient("", address), portal.now(), PORTAL);

        assertThatThrownBy(() -> written(mail, PORTAL))
                .isInstanceOf(MailWriter.UnwritableMailException.class);
    }

    private static void assertCarries(Read mail, boolean isCode, String secret) {
        if (isCode) {
            assertThat(mail.plain()).contains(secret);
            assertThat(mail.html()).contains(">" + secret + "<");
        } else {
            String link = PORTAL.portalAddress() + secret;
            assertThat(mail.plain().lines()).contains(link);
            assertThat(mail.html())
                    .contains("href=\"" + escaped(link) + "\"")
                    .contains(">" + escaped(link) + "<");
        }
        assertThat(mail.plain()).contains(MailTexts.SECURE_PATH).contains("did not expect");
        assertFit(mail);
    }

    private static void assertFit(Read mail) {
        assertThat(mail.html()).doesNotContainPattern(REMOTE).doesNotContain("<b>", " th:");
        for (String part : List.of(mail.plain(), mail.html(), mail.subject())) {
            assertThat(part).doesNotContain("{0}", "??", "\uE000", "null");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static Read arrivedAtContact(ContactMail mail) throws Exception {
        portal.get(Transactions.class)
                .write(() -> portal.get(ContactMails.class).post(mail, portal.now()));
        Read read = arrived();
        assertThat(smtp.received().getFirst().recipient()).isEqualTo("desk@example.com");
        return read;
    }

    private static Read arrived() throws Exception {
        TestMailer.of(portal).sendDue();
        assertThat(smtp.received()).hasSize(1);
        return Read.of(smtp.received().getFirst().message());
    }

    /// Into bytes and back.
    private static Read written(Composition mail, PortalSettings settings) throws Exception {
        MailWriter writer = new MailWriter(new MailTexts(TestMailer.messages()));
        Session session = Session.getInstance(new Properties());
        Message message = writer.write(session, "pbx@example.com", mail, settings, portal.now());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return Read.of(new MimeMessage(session, new ByteArrayInputStream(bytes.toByteArray())));
    }

    /// A mail with its two parts.
    private record Read(MimeMessage message, String subject, String plain, String html) {

        static Read of(MimeMessage message) throws Exception {
            assertThat(message.getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).getContentType())
                    .containsIgnoringCase("text/plain; charset=utf-8");
            assertThat(parts.getBodyPart(1).getContentType())
                    .containsIgnoringCase("text/html; charset=utf-8");
            return new Read(
                    message,
                    message.getSubject(),
                    text(parts.getBodyPart(0).getContent()),
                    text(parts.getBodyPart(1).getContent()));
        }

        private static String text(Object content) {
            return content.toString().replace("\r\n", "\n");
        }
    }
}
