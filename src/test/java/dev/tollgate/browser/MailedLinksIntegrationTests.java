package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Links that are read off real mails and opened: an invitation, and a new password for one that
/// was forgotten. The second administrator whom one of them makes then edits what the first one
/// edits.
class MailedLinksIntegrationTests {

    private static final String INVITED = "Your access to the telephone system";
    private static final String ACCEPT = "Set password and log in";
    private static final String NEW_PASSWORD = "eight red herons wade";

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;

    @BeforeEach
    void logIn() {
        admin = COMPANY.administrator(chromium);
    }

    @Test
    void invitationAndResetWhenOpenedFromTheMailsThenTheCodeIsStillAskedFor() {
        String address = "di.moss@example.com";
        Walk di = COMPANY.person(chromium, Device.PHONE, "6201", "Di Moss");
        Visitor visitor = di.visitor();
        admin.addExtension("6201", "Di Moss", address);
        admin.go(admin.visitor().link("Done"));
        admin.go(admin.visitor().link("Send Invitation"));
        admin.go(admin.visitor().button("Send Invitation"));
        assertThat(admin.visitor().text("Invited today")).isVisible();

        String invitation = COMPANY.mailbox(address).link(visitor, INVITED);
        visitor.open(invitation);
        assertThat(visitor.heading("Welcome")).isVisible();
        di.choosePassword(Walk.PASSWORD, ACCEPT);
        Phone phone = di.turnOn();
        di.saveRecoveryCodes();
        di.logOut();
        visitor.open(invitation);
        assertThat(visitor.page().getByText("This link no longer works.")).isVisible();

        visitor.open("/login");
        di.go(visitor.link("Forgot password?"));
        di.type(visitor.field("Username"), "6201");
        di.go(visitor.button("Send link"));
        visitor.open(COMPANY.mailbox(address).link(visitor, "Set a new password"));
        di.choosePassword(NEW_PASSWORD, "Save");
        assertThat(visitor.text("Your new password is set. Log in with it.")).isVisible();
        di.logIn(NEW_PASSWORD);
        di.enterCode(phone::nextCode);
        assertThat(visitor.heading("Home")).isVisible();
    }

    @Test
    void extensionWhenTwoAdministratorsEditItThenTheSecondIsToldAndOverwritesNothing() {
        Walk lee = secondAdministrator();
        Visitor first = admin.visitor();
        Visitor second = lee.visitor();
        admin.addExtension("6202", "Flo Pike", "");
        first.open("/extensions/6202");
        second.open("/extensions/6202");
        admin.type(first.field("Name"), "Flora Pike");
        admin.go(first.button("Save"));
        assertThat(first.status()).hasText("Edited successfully.");

        lee.type(second.field("Email Address (optional)"), "flo.pike@example.com");
        lee.go(second.button("Save"));
        assertThat(second.alert()).containsText("changed this extension at");
        assertThat(second.row("Name")).hasText("NameFlora PikeFlo Pike");
        assertThat(second.row("Email Address")).hasText("Email AddressNoneflo.pike@example.com");
        assertThat(second.field("Email Address (optional)")).hasValue("flo.pike@example.com");
        first.open("/extensions/6202");
        assertThat(first.field("Name")).hasValue("Flora Pike");
        assertThat(first.field("Email Address (optional)")).hasValue("");

        lee.type(second.field("Name"), "Flora Pike");
        lee.go(second.button("Save"));
        assertThat(second.status()).hasText("Edited successfully.");
        assertThat(second.heading("6202 Flora Pike")).isVisible();
    }

    /// Made by the first, and logged in by the link of the mail.
    private Walk secondAdministrator() {
        Visitor visitor = admin.visitor();
        visitor.open("/system/administrators");
        admin.go(visitor.link("Add"));
        admin.type(visitor.field("Username"), "lee");
        admin.type(visitor.field("Email Address"), "lee@example.com");
        admin.go(visitor.button("Send Invitation"));
        assertThat(visitor.row("lee")).containsText("Invited today");
        Walk lee =
                new Walk(
                        chromium.visitor(COMPANY.portal(), Device.DESKTOP),
                        Hand.MOUSE,
                        "lee",
                        "lee");
        lee.visitor().open(COMPANY.mailbox("lee@example.com").link(lee.visitor(), INVITED));
        lee.choosePassword(Walk.PASSWORD, ACCEPT);
        lee.go(lee.visitor().link("Later"));
        return lee;
    }
}
