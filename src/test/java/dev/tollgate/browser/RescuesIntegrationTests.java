package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who is stuck is helped from the list of extensions, in three clicks at the most and with one
/// pop-up "Password".
class RescuesIntegrationTests {

    private static final int CLICKS = 3;
    private static final String NEW_PASSWORD = "eight red herons wade";

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Visitor visitor;

    @BeforeEach
    void logIn() {
        admin = COMPANY.administrator(chromium);
        visitor = admin.visitor();
    }

    @Test
    void phoneWhenLeftAtHomeThenLostThenNewThenEachIsThreeClicks() {
        Walk ana = COMPANY.person(chromium, Device.PHONE, "6001", "Ana Silva");
        COMPANY.employ(admin, ana, "");
        ana.turnOnTwoFactor();
        ana.logOut();

        rescue("6001 Ana Silva", "Issue Temporary Code", "Issue Temporary Code");
        String code = visitor.page().locator("main").getByRole(AriaRole.CODE).textContent();
        ana.logIn(Walk.PASSWORD);
        ana.chooseRecoveryCode();
        ana.enterRecoveryCode(code);
        assertHome(ana);

        rescue("6001 Ana Silva", "Lost Phone", "Secure the account");
        assertThat(visitor.status()).hasText("Edited successfully.");
        ana.visitor().open("/");
        assertThat(ana.visitor().text("Your session has ended. Log in again.")).isVisible();
        ana.logIn(Walk.PASSWORD);
        ana.turnOnTwoFactor();

        rescue("6001 Ana Silva", "Turn Off Two-Factor Authentication", "Save");
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.box("Two-Factor Authentication")).isDisabled();
        ana.visitor().open("/");
        ana.logIn(Walk.PASSWORD);
        assertHome(ana);
    }

    @Test
    void passwordWhenForgottenAndUserWhenGoneThenEachIsThreeClicks() {
        Walk bo = COMPANY.person(chromium, Device.DESKTOP, "6002", "Bo Lind");
        COMPANY.employ(admin, bo, "bo.l@example.com");
        rescue("6002 Bo Lind", "Send Invitation", "Send Invitation");
        assertThat(visitor.status()).hasText("Edited successfully.");
        bo.visitor()
                .open(
                        COMPANY.mailbox("bo.l@example.com")
                                .link(bo.visitor(), "Your access to the telephone system"));
        bo.choosePassword(NEW_PASSWORD, "Set password and log in");
        bo.go(bo.visitor().link("Later"));
        assertHome(bo);

        rescue("6002 Bo Lind", "Disable", "Disable");
        assertThat(visitor.status()).hasText("Edited successfully.");
        bo.visitor().open("/");
        bo.logIn(NEW_PASSWORD);
        assertThat(bo.visitor().alert()).hasText("The username or the password is wrong.");
    }

    @Test
    void passwordWhenForgottenAndNoAddressIsKnownThenALetterIsThreeClicks() {
        Walk cy = COMPANY.person(chromium, Device.DESKTOP, "6003", "Cy Noor");
        COMPANY.employ(admin, cy, "");
        rescue("6003 Cy Noor", "Print Letter", "Print Letter");
        String password = admin.oneTimePassword();
        cy.visitor().open("/");
        cy.logIn(password);
        cy.choosePassword(NEW_PASSWORD, "Save");

        cy.openSecuritySettings();
        cy.pressTwoFactor();
        cy.confirm(NEW_PASSWORD);
        Locator byEmail = cy.visitor().radio("Authenticated by Email");
        assertThat(byEmail).isDisabled();
        assertThat(byEmail)
                .hasAccessibleDescription(
                        Pattern.compile(".*Your account has no email address\\."));
    }

    /// From the list to where it is done; the clicks that find somebody in it do not count.
    private void rescue(String who, String act, String button) {
        COMPANY.portal().letFiveMinutesPass();
        admin.openExtensions();
        admin.type(visitor.field("Search"), who.substring(0, 4));
        admin.go(visitor.button("Search"));
        int before = admin.presses();
        admin.press(visitor.page().locator("summary", summary("More for " + who)));
        admin.go(visitor.row(who.substring(0, 4)).getByRole(AriaRole.LINK, named(act)));
        admin.go(visitor.button(button));
        assertThat(visitor.dialog("Password")).isVisible();
        assertThat(admin.presses() - before).isLessThanOrEqualTo(CLICKS);
        admin.confirm(Walk.PASSWORD);
        assertThat(visitor.dialog("Password")).isHidden();
    }

    private static Page.LocatorOptions summary(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static void assertHome(Walk walk) {
        assertThat(walk.visitor().heading("Home")).isVisible();
    }
}
