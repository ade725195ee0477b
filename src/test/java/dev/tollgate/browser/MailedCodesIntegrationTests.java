package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Codes by e-mail, read from a mail server: set-up, login, and the way to an authenticator and
/// back with no moment between in which the password is enough, until an administrator gives
/// another address. All of that is in the operation logs.
class MailedCodesIntegrationTests {

    private static final String ADDRESS = "eva.berg@example.com";
    private static final String SHOWN = "e•••@example.com";
    private static final String BY_EMAIL = "Authenticated by Email";
    private static final String TO_SET_UP = "Your code to set up two-factor authentication";
    private static final String TO_LOG_IN = "Your code to log in";
    private static final Pattern WAIT =
            Pattern.compile("Sent\\. You can send again in (1:00|0:[0-9]{2})\\.");

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Walk eva;
    private Visitor visitor;
    private Mailbox mailbox;

    @Test
    void methodWhenSetUpByEmailAndChangedBothWaysThenAlwaysOn() {
        admin = COMPANY.administrator(chromium);
        eva = COMPANY.person(chromium, Device.PHONE, "6101", "Eva Berg");
        visitor = eva.visitor();
        mailbox = COMPANY.mailbox(ADDRESS);
        COMPANY.employ(admin, eva, ADDRESS);

        List<String> recoveryCodes = turnOnByEmail();
        logInByEmail();
        Phone phone = changeToAuthenticator(recoveryCodes.getFirst());
        eva.logOut();
        eva.logIn(Walk.PASSWORD);
        eva.enterCode(phone::nextCode);
        assertThat(visitor.heading("Home")).isVisible();
        changeToEmail(phone);
        giveAnotherAddress();
        readTheLogs(Walk.PASSWORD, recoveryCodes.getFirst(), phone.spentCode());
    }

    private List<String> turnOnByEmail() {
        eva.openSecuritySettings();
        eva.pressTwoFactor();
        eva.confirm(Walk.PASSWORD);
        eva.choose(visitor.radio(BY_EMAIL));
        assertThat(visitor.text("It goes to " + SHOWN + ".")).isVisible();
        eva.save(() -> "123456");
        assertThat(visitor.field("Authentication Code"))
                .hasAccessibleDescription(Pattern.compile("No code is under way.*"));
        eva.go(visitor.button("Send"));
        assertThat(visitor.page().getByText(WAIT)).isVisible();
        String code = mailbox.code(visitor, TO_SET_UP, 1);
        eva.save(() -> code);
        assertThat(visitor.status()).hasText("Edited successfully.");
        List<String> recoveryCodes = eva.recoveryCodes();
        eva.saveRecoveryCodes();
        return recoveryCodes;
    }

    private void logInByEmail() {
        eva.logOut();
        eva.logIn(Walk.PASSWORD);
        assertThat(visitor.page().getByText("A code is on its way to " + SHOWN)).isVisible();
        assertThat(visitor.page().getByText(WAIT)).isVisible();
        assertThat(visitor.button("Send again")).isVisible();
        visitor.open("/account/security");
        assertThat(visitor.button("Log In")).isVisible();
        visitor.open("/login/code");
        String code = mailbox.code(visitor, TO_LOG_IN, 1);
        eva.enterCode(() -> code);
        assertThat(visitor.heading("Home")).isVisible();
    }

    /// The pop-up takes a recovery code, which saves one of the three mails that ten minutes have.
    private Phone changeToAuthenticator(String recoveryCode) {
        openChange();
        eva.confirm(Walk.PASSWORD, recoveryCode);
        eva.chooseAuthenticator();
        assertThat(visitor.text("Codes by email work until the code from the phone is right."))
                .isVisible();
        Phone phone = eva.scan().phone();
        eva.save(phone::wrongCode);
        assertThat(visitor.field("Authentication Code"))
                .hasAccessibleDescription(Pattern.compile("That code is not right\\..*"));
        eva.save(phone::nextCode);
        visitor.open("/account/security");
        assertThat(visitor.page().getByText("· Authenticated by Authenticator")).isVisible();
        return phone;
    }

    private void changeToEmail(Phone phone) {
        openChange();
        eva.confirm(Walk.PASSWORD, phone.nextCode());
        eva.choose(visitor.radio(BY_EMAIL));
        String stay =
                "Your authenticators work until the code from the mail is right; then they stop"
                        + " counting.";
        assertThat(visitor.text(stay)).isVisible();
        eva.go(visitor.button("Send"));
        String code = mailbox.code(visitor, TO_SET_UP, 2);
        eva.save(() -> code);
        visitor.open("/account/security");
        assertThat(visitor.page().getByText("· " + BY_EMAIL)).isVisible();
        assertThat(visitor.box("Two-Factor Authentication")).isChecked();
    }

    /// Nothing is left but the password, and both pages say so.
    private void giveAnotherAddress() {
        Visitor office = admin.visitor();
        office.open("/extensions/6101");
        assertThat(office.page().getByText("Another address ends that")).isVisible();
        admin.type(office.field("Email Address (optional)"), "eva.b@example.com");
        COMPANY.portal().letFiveMinutesPass();
        admin.go(office.button("Save"));
        admin.confirm(Walk.PASSWORD);
        assertThat(office.status()).hasText("Edited successfully.");

        visitor.open("/login");
        eva.logIn(Walk.PASSWORD);
        assertThat(visitor.heading("Home")).isVisible();
        assertThat(visitor.page().getByText("Codes by email and your recovery codes ended with it"))
                .isVisible();
        eva.openSecuritySettings();
        assertThat(visitor.box("Two-Factor Authentication")).not().isChecked();
    }

    private void readTheLogs(String... secrets) {
        String owner = "6101 Eva Berg";
        String changed = "Changed the method of two-factor authentication to ";
        admin.openLogs("6101");
        assertThat(admin.logged(owner, changed)).hasCount(2);
        assertThat(admin.logged("admin", "The email address was changed")).containsText(owner);
        assertThat(admin.logged("admin", "Two-factor authentication was turned off"))
                .containsText(owner);
        assertThat(admin.visitor().page().content()).doesNotContain(secrets);
    }

    private void openChange() {
        eva.openSecuritySettings();
        eva.go(visitor.link("Change"));
    }
}
