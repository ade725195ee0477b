package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Life with two-factor authentication once it is on: recovery codes, more phones, a new phone, and
/// the way back to the password alone.
class FactorsIntegrationTests {

    /// Today, but for a walk that passes midnight.
    private static final Pattern NINE_LEFT = Pattern.compile("9 of 10 left, made .+");

    private static final String NOT_SAVED =
            "You have not saved your recovery codes. Without them, a lost phone locks you out."
                    + " Make new codes now.";
    private static final Pattern CODE_WRONG = Pattern.compile("That code is not right\\..*");

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
    void recoveryCodesWhenNotSavedThenOwnerIsTold() {
        Phone phone = walk.turnOn();
        List<String> unsaved = walk.recoveryCodes();

        walk.go(visitor.link("Dashboard"));
        assertThat(visitor.text(NOT_SAVED)).isVisible();
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        walk.enterCode(phone::nextCode);
        assertThat(visitor.text(NOT_SAVED)).isVisible();

        walk.openSecuritySettings();
        assertThat(visitor.text(NOT_SAVED)).isVisible();
        walk.go(visitor.button("Make new codes"));
        new Walk(visitor, Hand.KEYBOARD).confirm(Walk.PASSWORD, unsaved.getFirst());
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(walk.recoveryCodes()).hasSize(10).doesNotContainAnyElementsOf(unsaved);
        walk.saveRecoveryCodes();
        assertThat(visitor.text(NOT_SAVED)).isHidden();
    }

    @Test
    void recoveryCodeWhenPhoneIsLostThenLogsInOnceAndOwnerIsTold() {
        walk.turnOn();
        String code = walk.recoveryCodes().getFirst();
        walk.saveRecoveryCodes();
        walk.logOut();

        walk.logIn(Walk.PASSWORD);
        walk.chooseRecoveryCode();
        walk.enterRecoveryCode("");
        assertRecoveryCodeRefused("Enter one of your recovery codes.");
        walk.enterRecoveryCode(code.toLowerCase(Locale.ROOT).replace("-", " "));
        assertThat(visitor.heading("Dashboard")).isVisible();

        String notice = "A recovery code of yours was used to log in. Codes left: 9.";
        assertThat(visitor.text(notice)).isVisible();
        walk.go(visitor.button("Mark as read").first());
        while (visitor.text(notice).isVisible()) {
            walk.go(visitor.button("Mark as read").first());
        }
        walk.openSecuritySettings();
        assertThat(visitor.page().getByText(NINE_LEFT)).isVisible();
        walk.logOut();

        walk.logIn(Walk.PASSWORD);
        walk.chooseRecoveryCode();
        walk.enterRecoveryCode(code);
        assertRecoveryCodeRefused("That code is not right, or it has been used.");
    }

    @Test
    void secondAuthenticatorWhenAddedThenEitherLogsIn() {
        Phone first = logInWithTwoFactor();
        walk.openSecuritySettings();
        walk.go(visitor.button("Add another"));
        Phone second = walk.scan().phone();
        walk.type(visitor.field("Name"), "Spare phone");
        walk.save(first::wrongCode);
        assertThat(visitor.field("Authentication Code")).hasAccessibleDescription(CODE_WRONG);
        assertThat(visitor.field("Name")).hasValue("Spare phone");
        walk.save(second::nextCode);
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.item("Spare phone")).isVisible();

        walk.go(visitor.link("Rename", "Spare phone"));
        walk.type(visitor.field("Name"), "Office phone");
        walk.go(visitor.button("Save"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.item("Office phone")).isVisible();
        assertThat(visitor.item("Spare phone")).isHidden();

        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        walk.enterCode(second::nextCode);
        assertThat(visitor.heading("Your account is well protected")).isVisible();
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        walk.enterCode(first::nextCode);
        assertThat(visitor.heading("Your account is well protected")).isVisible();
    }

    @Test
    void newPhoneWhenSetUpThenOldOneCanBeRemoved() {
        Phone old = logInWithTwoFactor();
        walk.openSecuritySettings();
        walk.go(visitor.button("Set up on a new phone"));
        Phone fresh = walk.scan().phone();
        walk.type(visitor.field("Name"), "New phone");
        walk.save(fresh::nextCode);
        assertThat(visitor.dialog("Remove the old one?")).isVisible();
        walk.go(visitor.button("Remove"));
        walk.confirm(Walk.PASSWORD, fresh.nextCode());
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.item("New phone")).isVisible();
        assertThat(visitor.button("Set up on a new phone")).hasCount(1);

        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        walk.enterCode(old::nextCode);
        assertThat(visitor.field("Authentication Code")).hasAccessibleDescription(CODE_WRONG);
        walk.enterCode(fresh::nextCode);
        assertThat(visitor.heading("Dashboard")).isVisible();
    }

    @Test
    void boxWhenUntickedThenNextLoginAsksForNoCode() {
        Phone phone = logInWithTwoFactor();
        walk.openSecuritySettings();
        assertThat(visitor.box("Two-Factor Authentication")).isChecked();
        walk.pressTwoFactor();
        walk.go(visitor.link("Cancel"));
        assertThat(visitor.box("Two-Factor Authentication")).isChecked();

        walk.pressTwoFactor();
        walk.confirm(Walk.PASSWORD, phone.wrongCode());
        assertThat(visitor.field("Authentication Code")).hasAccessibleDescription(CODE_WRONG);
        walk.confirm(Walk.PASSWORD, phone.nextCode());
        assertThat(visitor.box("Two-Factor Authentication")).not().isChecked();
        walk.go(visitor.button("Save"));
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(visitor.box("Two-Factor Authentication")).not().isChecked();

        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        assertThat(visitor.heading("Dashboard")).isVisible();
        String notice =
                "Two-factor authentication was turned off for your account. Your password alone opens"
                        + " it now.";
        assertThat(visitor.text(notice)).isVisible();
    }

    /// Turns it on, saves the codes, and logs in anew with a code.
    private Phone logInWithTwoFactor() {
        Phone phone = walk.turnOn();
        walk.saveRecoveryCodes();
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        walk.enterCode(phone::nextCode);
        assertThat(visitor.heading("Dashboard")).isVisible();
        return phone;
    }

    private void assertRecoveryCodeRefused(String why) {
        assertThat(visitor.field("Recovery Code"))
                .hasAccessibleDescription(Pattern.compile(why + ".*"));
    }
}
