package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two-factor authentication of an extension user: the troubleshooting that ends the procedure,
/// where an administrator turns it off.
class ExtensionUsersIntegrationTests {

    private static final String HER_PASSWORD = "eight red herons wade";

    @RegisterExtension final Chromium chromium = new Chromium();

    @Test
    void extensionUserWhenTwoFactorIsTurnedOffForHerThenLogsInWithPasswordAlone() {
        try (PackagedPortal portal = PackagedPortal.open("extension-users")) {
            Walk admin = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            Walk ana = ana(portal);
            admin.setUp(portal);
            logInFirst(ana, addExtension(admin));
            turnOn(ana);
            ana.logOut();

            turnOff(admin);
            ana.logIn(HER_PASSWORD);
            assertThat(ana.visitor().heading("Home")).isVisible();
            assertThat(ana.account()).isVisible();
        }
    }

    private Walk ana(PackagedPortal portal) {
        Visitor visitor = chromium.visitor(portal, Device.PHONE);
        return new Walk(visitor, Hand.FINGER, "1001", "1001 Ana Silva");
    }

    /// @return the one-time password of the letter
    private static String addExtension(Walk admin) {
        admin.addExtension("1001", "Ana Silva", "");
        return admin.oneTimePassword();
    }

    private static void logInFirst(Walk ana, String oneTimePassword) {
        Visitor visitor = ana.visitor();
        visitor.open("/");
        ana.logIn(oneTimePassword);
        ana.choosePassword(HER_PASSWORD, "Save");
        assertThat(visitor.heading("Home")).isVisible();
    }

    private static void turnOn(Walk ana) {
        ana.openSecuritySettings();
        ana.pressTwoFactor();
        ana.confirm(HER_PASSWORD);
        ana.chooseAuthenticator();
        Phone phone = ana.scan().phone();
        ana.save(phone::nextCode);
        assertThat(ana.visitor().status()).hasText("Edited successfully.");
        ana.saveRecoveryCodes();
    }

    private static void turnOff(Walk admin) {
        Visitor visitor = admin.visitor();
        admin.go(visitor.link("Extension and Trunk"));
        admin.go(visitor.link("1001"));
        admin.go(visitor.tab("Security"));
        admin.press(visitor.box("Two-Factor Authentication"));
        String warning =
                "1001 Ana Silva will log in with username and password alone. Anybody can claim to be"
                        + " them: ring 1001 before you save.";
        assertThat(visitor.text(warning)).isVisible();
        admin.go(visitor.button("Save"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.box("Two-Factor Authentication")).isDisabled();
    }
}
