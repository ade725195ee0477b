package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The password and the sessions of an account, seen by two browsers of its owner.
class SessionsIntegrationTests {

    private static final String NEW_PASSWORD = "eight red herons wade";
    private static final int IDLE_UNTIL_WARNED_SECONDS = 13 * 60 + 5;

    @RegisterExtension final Chromium chromium = new Chromium();

    private PackagedPortal portal;
    private Visitor visitor;
    private Walk walk;

    @BeforeEach
    void start(TestInfo test) {
        portal = PackagedPortal.open(test.getTestMethod().orElseThrow().getName());
        visitor = chromium.visitor(portal, Device.DESKTOP);
        walk = new Walk(visitor, Hand.MOUSE);
        walk.setUp(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void passwordWhenChangedThenOthersAreLoggedOutAndTwoFactorStays() {
        Phone phone = walk.turnOn();
        walk.saveRecoveryCodes();
        Walk other = otherBrowser();
        other.enterCode(phone::nextCode);
        assertThat(other.visitor().heading("Dashboard")).isVisible();

        walk.openChangePassword();
        changePassword("seven grey ducks fly", NEW_PASSWORD, NEW_PASSWORD);
        assertRefused("Current Password", "That is not your current password.");
        changePassword(Walk.PASSWORD, "eight herons", "eight herons");
        assertRefused("New Password", "Use at least 15 characters.");
        changePassword(Walk.PASSWORD, "the admin of eight herons", "the admin of eight herons");
        assertRefused("New Password", "Contains admin.");
        changePassword(Walk.PASSWORD, NEW_PASSWORD, "eight red herons walk");
        assertRefused("Confirm Password", "The two passwords are not the same.");
        changePassword(Walk.PASSWORD, NEW_PASSWORD, NEW_PASSWORD);
        assertThat(visitor.status()).hasText("Edited successfully.");

        assertLoggedOut(other);
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        assertThat(visitor.alert()).hasText("The username or the password is wrong.");
        walk.logIn(NEW_PASSWORD);
        walk.enterCode(phone::nextCode);
        assertThat(visitor.text("The password of your account was changed.")).isVisible();
    }

    @Test
    void sessionWhenLoggedOutFromAnotherThenItEnds() {
        Walk other = otherBrowser();
        assertThat(other.visitor().heading("Dashboard")).isVisible();

        walk.openSecuritySettings();
        walk.go(visitor.button("Log out", "Chrome on Linux"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertLoggedOut(other);

        other.logIn(Walk.PASSWORD);
        walk.openSecuritySettings();
        walk.go(visitor.button("Log out everywhere else"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.button("Log out everywhere else")).isHidden();
        assertLoggedOut(other);
    }

    @Test
    void visitorWhenIdleThenAskedWhetherStillThere() {
        walk.go(visitor.link("Later"));
        visitor.page().clock().install();
        visitor.open("/");
        visitor.page().clock().fastForward(IDLE_UNTIL_WARNED_SECONDS * 1000L);
        assertThat(visitor.dialog("Still there?")).isVisible();
        walk.press(visitor.button("Stay logged in"));
        assertThat(visitor.dialog("Still there?")).isHidden();
        visitor.page().clock().fastForward(60_000);
        assertThat(visitor.dialog("Still there?")).isHidden();
        assertThat(visitor.heading("Dashboard")).isVisible();
    }

    private Walk otherBrowser() {
        Walk other = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
        other.visitor().open("/");
        other.logIn(Walk.PASSWORD);
        return other;
    }

    private void changePassword(String current, String wanted, String again) {
        List<String> typed = List.of(current, wanted, again);
        List<String> labels = List.of("Current Password", "New Password", "Confirm Password");
        for (int i = 0; i < typed.size(); i++) {
            walk.type(visitor.field(labels.get(i)), typed.get(i));
        }
        walk.go(visitor.button("Save"));
    }

    private void assertRefused(String label, String why) {
        assertThat(visitor.field(label))
                .hasAccessibleDescription(Pattern.compile(why.replace(".", "\\.") + ".*"));
        assertThat(visitor.field(label)).hasValue("");
    }

    private static void assertLoggedOut(Walk walk) {
        Visitor visitor = walk.visitor();
        visitor.follow(() -> visitor.page().reload());
        assertThat(visitor.text("Your session has ended. Log in again.")).isVisible();
        assertThat(walk.account()).isHidden();
    }
}
