package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The main job from the first start to the first login with a code, in the order of the procedure
/// that people follow, with a check of what the page shows after each step.
final class SeedProcedure {

    private static final String METHOD = "Authenticated by Authenticator";
    private static final String QR_CODE = "QR code for your authenticator application";
    private static final Pattern CODE_WRONG =
            Pattern.compile(
                    "That code is not right\\. Check that you read it from the entry Acme PBX\\."
                            + " The server's time is [0-9]{2}:[0-9]{2}:[0-9]{2};.*");
    private static final Pattern CODE_MISSING = Pattern.compile("Enter the six digits.*");
    private static final Pattern CODE_USED =
            Pattern.compile("This code has been used\\. Wait for the next one.*");

    /// What a code is that has gone by while the server was down.
    private static final Pattern CODE_USED_OR_WRONG = Pattern.compile(CODE_USED + "|" + CODE_WRONG);

    private final Walk walk;
    private final Visitor visitor;

    SeedProcedure(Walk walk) {
        this.walk = walk;
        this.visitor = walk.visitor();
    }

    /// The wizard, and the offer that it ends with.
    void setUp(PackagedPortal portal) {
        walk.setUp(portal);
        assertThat(
                        visitor.text(
                                "Not on yet: choose a method, add the account, enter a code, Save."))
                .isVisible();
        assertThat(visitor.box("Two-Factor Authentication")).isChecked();
        assertNothingGenerated();
        walk.go(visitor.link("Later"));
        assertThat(visitor.heading("Dashboard")).isVisible();
    }

    /// Step 1, up to the tab.
    void logInAndOpenSecuritySettings() {
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        assertThat(visitor.heading("Dashboard")).isVisible();
        walk.openSecuritySettings();
        assertOff();
    }

    /// Steps 2 and 3 with second thoughts.
    void tickAndThinkAgain() {
        walk.pressTwoFactor();
        walk.go(visitor.link("Cancel"));
        assertOff();
        if (visitor.device().runsJavaScript()) {
            walk.pressTwoFactor();
            visitor.follow(() -> visitor.page().keyboard().press("Escape"));
            assertOff();
        }
        walk.pressTwoFactor();
        walk.confirm("seven grey ducks fly");
        Locator password = visitor.dialog("Password").getByLabel("Password", exactly());
        assertThat(password).hasAccessibleDescription("That is not your password.");
        assertThat(password).hasValue("");
        assertThat(visitor.radio(METHOD)).isHidden();
    }

    /// Steps 2 and 3.
    void tickAndConfirm() {
        walk.pressTwoFactor();
        confirm();
    }

    /// Step 3.
    void confirm() {
        walk.confirm(Walk.PASSWORD);
        assertThat(visitor.dialog("Password")).isHidden();
        assertThat(visitor.box("Two-Factor Authentication")).isChecked();
        assertThat(visitor.radio(METHOD)).isVisible();
        assertNothingGenerated();
    }

    /// Steps 4 and 5 with the camera.
    Phone scan() {
        walk.chooseAuthenticator();
        Phone.Scan scan = walk.scan();
        assertThat(scan.label()).isEqualTo("Acme PBX:admin");
        assertThat(scan.parameters())
                .containsAllEntriesOf(
                        Map.of(
                                "issuer", "Acme PBX",
                                "algorithm", "SHA1",
                                "digits", "6",
                                "period", "30"))
                .hasEntrySatisfying("secret", key -> assertThat(key).matches("[A-Z2-7]{32}"));
        return scan.phone();
    }

    /// Steps 4 and 5 by hand. One key serves both ways.
    Phone typeIn() {
        walk.chooseAuthenticator();
        String key = walk.key();
        assertThat(key).matches("[A-Z2-7]{4}( [A-Z2-7]{4}){7}");
        Map<String, String> values =
                Map.of(
                        "Account Name", "admin",
                        "Issuer", "Acme PBX",
                        "Type", "Time-based (TOTP)",
                        "Algorithm", "SHA1",
                        "Digits", "6",
                        "Interval", "30 seconds");
        values.forEach((name, value) -> assertThat(visitor.row(name)).containsText(value));
        assertThat(walk.scan().parameters()).containsEntry("secret", key.replace(" ", ""));
        return Phone.typeIn(key);
    }

    /// Step 6 as people do it at first: the page stays as it is, with the same key.
    void mistype(Phone phone) {
        String before = walk.scan().text();
        walk.save(phone::wrongCode);
        assertRefused(CODE_WRONG);
        assertThat(walk.scan().text()).isEqualTo(before);
        walk.save(() -> "");
        assertRefused(CODE_MISSING);
        assertThat(walk.scan().text()).isEqualTo(before);
    }

    /// Steps 6 and 7, and the result.
    List<String> save(Phone phone) {
        walk.save(() -> phone.shownCode().replaceFirst("...", "$0 "));
        assertThat(visitor.status()).hasText("Edited successfully.");
        List<String> codes = walk.recoveryCodes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(codes).allMatch(shown -> shown.matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}"));
        return codes;
    }

    void saveRecoveryCodes() {
        walk.saveRecoveryCodes();
        assertThat(visitor.heading("Two-factor authentication is on")).isVisible();
    }

    /// "Next time you log in you need to enter an authentication code additionally."
    void logInWithCode(Phone phone) {
        walk.logOut();
        walk.logIn(Walk.PASSWORD);
        assertThat(visitor.text("Logging in as admin")).isVisible();
        walk.enterCode(phone::spentCode);
        assertRefused(phone.isSpentCodeRecent() ? CODE_USED : CODE_USED_OR_WRONG);
        walk.enterCode(phone::nextCode);
        assertThat(visitor.heading("Dashboard")).isVisible();
        assertThat(walk.account()).isVisible();
    }

    private void assertOff() {
        assertThat(visitor.dialog("Password")).isHidden();
        assertThat(visitor.box("Two-Factor Authentication")).not().isChecked();
        assertThat(visitor.radio(METHOD)).isHidden();
    }

    /// Nothing is chosen and nothing is there to be scanned.
    private void assertNothingGenerated() {
        assertThat(visitor.radio(METHOD)).not().isChecked();
        assertThat(visitor.image(QR_CODE)).hasCount(0);
        assertThat(visitor.field("Authentication Code")).hasCount(0);
        assertThat(visitor.page().content()).doesNotContain("otpauth:");
    }

    private void assertRefused(Pattern why) {
        Locator code = visitor.field("Authentication Code");
        assertThat(code).hasAccessibleDescription(why);
        assertThat(code).hasAttribute("aria-invalid", "true");
        assertThat(code).isFocused();
        assertThat(code).hasValue("");
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }
}
