package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// PO-2 as people meet it: two-factor authentication becomes mandatory, and before she sets it up
/// an extension user shows by more than her password who she is, through a real mail server.
class ProofIntegrationTests {

    private static final String HER_PASSWORD = "eight red herons wade";
    private static final String SWITCH = "Verify Identity Before First Set-Up";
    private static final String PROVE = "Prove that it is you";
    private static final String SET_UP = "Set up two-factor authentication";
    private static final Pattern CODE = Pattern.compile("\\b([0-9]{3} [0-9]{3})\\b");
    private static final double LONG = 60_000;
    private static final int POLL_MILLIS = 100;
    private static final int POLLS = 600;

    @RegisterExtension final Chromium chromium = new Chromium();

    @Test
    void extensionUserWhenSetUpIsMandatoryThenProvesByMailAndAfterAResetByATemporaryCode() {
        try (TestMailServer mail = TestMailServer.open();
                PackagedPortal portal = PackagedPortal.open("proof")) {
            Walk admin = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            Walk ana =
                    new Walk(
                            chromium.visitor(portal, Device.PHONE),
                            Hand.FINGER,
                            "1001",
                            "1001 Ana Silva");
            admin.setUp(portal);
            useMailServer(admin, mail);
            logInFirst(ana, addExtension(admin));
            logInAnew(admin);
            makeMandatory(admin);

            ana.logIn(HER_PASSWORD);
            proveByMail(ana, mail);
            setUp(ana);
            ana.logOut();

            logInAnew(admin);
            String code = turnOffAndIssue(admin);
            ana.logIn(HER_PASSWORD);
            proveByTemporaryCode(ana, code);
            setUp(ana);
        }
    }

    private static void useMailServer(Walk admin, TestMailServer mail) {
        Visitor visitor = admin.visitor();
        visitor.open("/system/email");
        admin.type(visitor.field("Host"), "127.0.0.1");
        admin.type(visitor.field("Port"), String.valueOf(mail.port()));
        visitor.field("Encryption").selectOption("NONE");
        admin.type(visitor.field("Sender"), TestMailServer.SENDER);
        admin.go(visitor.button("Save"));
        admin.go(visitor.button("Test"));
        assertThat(visitor.page().getByText("The server has taken a mail to").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
        visitor.open("/security/settings");
        assertThat(visitor.box(SWITCH)).isChecked();
    }

    /// @return the one-time password of the letter
    private static String addExtension(Walk admin) {
        Visitor visitor = admin.visitor();
        visitor.open("/extensions/add");
        admin.type(visitor.field("Extension Number"), "1001");
        admin.type(visitor.field("Name"), "Ana Silva");
        admin.type(visitor.field("Email Address (optional)"), "ana@example.com");
        admin.go(visitor.button("Save"));
        return admin.oneTimePassword();
    }

    private static void logInFirst(Walk ana, String oneTimePassword) {
        Visitor visitor = ana.visitor();
        visitor.open("/");
        ana.logIn(oneTimePassword);
        ana.type(visitor.field("New Password"), HER_PASSWORD);
        ana.type(visitor.field("Confirm Password"), HER_PASSWORD);
        ana.go(visitor.button("Save"));
        assertThat(visitor.heading("Home")).isVisible();
        ana.logOut();
    }

    /// So that the password was shown a moment ago, however slow the machine is.
    private static void logInAnew(Walk admin) {
        admin.logOut();
        admin.logIn(Walk.PASSWORD);
        assertThat(admin.visitor().heading("Dashboard")).isVisible();
    }

    private static void makeMandatory(Walk admin) {
        Visitor visitor = admin.visitor();
        visitor.open("/security/settings");
        admin.press(visitor.box("Employee"));
        admin.go(visitor.button("Save"));
        assertThat(visitor.status()).hasText("Edited successfully.");
    }

    private static void proveByMail(Walk ana, TestMailServer mail) {
        Visitor visitor = ana.visitor();
        assertThat(visitor.heading(PROVE)).isVisible();
        assertThat(visitor.text("A code can be mailed to a•••@example.com.")).isVisible();
        visitor.open("/account/security");
        assertThat(visitor.heading(PROVE)).isVisible();
        ana.go(visitor.button("Send"));
        ana.type(visitor.field("Authentication Code"), mailedCode(mail));
        ana.go(visitor.button("Continue"));
        assertThat(visitor.heading(SET_UP)).isVisible();
    }

    private static void proveByTemporaryCode(Walk ana, String code) {
        Visitor visitor = ana.visitor();
        assertThat(visitor.heading(PROVE)).isVisible();
        ana.type(visitor.field("Temporary Code"), code);
        ana.go(visitor.button("Use temporary code"));
        assertThat(visitor.heading(SET_UP)).isVisible();
    }

    private static void setUp(Walk ana) {
        ana.pressTwoFactor();
        ana.confirm(HER_PASSWORD);
        ana.chooseAuthenticator();
        Phone phone = ana.scan().phone();
        ana.save(phone::nextCode);
        assertThat(ana.visitor().status()).hasText("Edited successfully.");
        ana.saveRecoveryCodes();
        assertThat(ana.visitor().heading("Home")).isVisible();
    }

    private static String turnOffAndIssue(Walk admin) {
        Visitor visitor = admin.visitor();
        visitor.open("/extensions/1001/security");
        admin.press(visitor.box("Two-Factor Authentication"));
        admin.go(visitor.button("Save"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        admin.go(visitor.link("Issue Temporary Code"));
        admin.go(visitor.button("Issue Temporary Code"));
        return visitor.page().locator("code.one-time").textContent();
    }

    /// Waits until the mail is there.
    private static String mailedCode(TestMailServer mail) {
        for (int i = 0; i < POLLS; i++) {
            for (Received received : List.copyOf(mail.received()).reversed()) {
                Matcher code = CODE.matcher(text(received));
                if (received.recipient().startsWith("ana@") && code.find()) {
                    return code.group(1);
                }
            }
            pause();
        }
        throw new AssertionError("no mail with a code has come");
    }

    private static String text(Received received) {
        try {
            return text(received.message());
        } catch (IOException | MessagingException e) {
            throw new AssertionError("no mail", e);
        }
    }

    private static String text(Part part) throws IOException, MessagingException {
        return part.getContent() instanceof Multipart parts
                ? text(parts.getBodyPart(0))
                : part.getContent().toString();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
