package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pictures of the help page and the README, taken on the way through the procedure. What they
/// show is an account that ends with this test.
class PicturesIntegrationTests {

    @RegisterExtension final Chromium chromium = new Chromium();

    @Test
    void procedureWhenFollowedThenEachStepIsPictured() {
        try (PackagedPortal portal = PackagedPortal.open("pictures")) {
            Walk walk = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            walk.setUp(portal);
            walk.go(walk.visitor().link("Later"));
            takeUpToThePassword(walk);
            Phone phone = takeEnrolment(walk);
            takeLogin(walk, phone);
        }
    }

    private static void takeUpToThePassword(Walk walk) {
        Visitor visitor = walk.visitor();
        walk.openAccountMenu();
        Album.HELP.take(visitor, "step-1-menu", 420);
        walk.go(visitor.link("Change Password & Security"));
        walk.go(visitor.link("Security Settings"));
        Album.HELP.take(visitor, "step-2-security-settings", 480);
        walk.pressTwoFactor();
        Album.HELP.take(visitor, "step-3-password", 560);
        walk.confirm(Walk.PASSWORD);
    }

    private static Phone takeEnrolment(Walk walk) {
        Visitor visitor = walk.visitor();
        walk.chooseAuthenticator();
        Phone phone = walk.scan().phone();
        Locator box = visitor.box("Two-Factor Authentication");
        Locator addAccount = visitor.item("Add your account to the application");
        Album.HELP.take(visitor, "step-4-qr-code", box, addAccount);
        walk.key();
        Album.HELP.take(visitor, "step-5-cant-scan", addAccount, addAccount);
        walk.save(phone::nextCode);
        assertThat(visitor.status()).hasText("Edited successfully.");
        Album.HELP.take(visitor, "step-6-saved", 700);
        walk.saveRecoveryCodes();
        return phone;
    }

    private static void takeLogin(Walk walk, Phone phone) {
        Visitor visitor = walk.visitor();
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        Album.HELP.take(visitor, "step-7-login-code", 520);
        walk.enterCode(phone::nextCode);
        Album.README.take(visitor, "dashboard", 760);
        walk.openSecuritySettings();
        Album.README.take(visitor, "security-settings", 980);
    }
}
