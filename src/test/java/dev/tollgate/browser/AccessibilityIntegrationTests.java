package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every page and dialog in the states that people meet, looked at by axe in the light and in the
/// dark.
class AccessibilityIntegrationTests {

    private static final String RUN =
            """
            options => axe.run(options).then(results => results.violations.flatMap(rule =>
                rule.nodes.map(node => `${rule.id} ${node.failureSummary} ${node.html}`)))""";

    private static final int STILL_THERE_SECONDS = 13 * 60 + 30;

    @RegisterExtension final Chromium chromium = new Chromium();

    private final List<String> findings = new ArrayList<>();
    private PackagedPortal portal;
    private Visitor visitor;
    private Walk walk;

    @BeforeEach
    void start(TestInfo test) {
        portal = PackagedPortal.open(test.getTestMethod().orElseThrow().getName());
        visitor = chromium.visitor(portal, Device.DESKTOP);
        walk = new Walk(visitor, Hand.MOUSE);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void pagesBeforeTwoFactorWhenLookedAtByAxeThenNothingIsFound() {
        lookAtSetUp();
        lookAtAccountPages();
        lookAtErrors();
        lookAtEnrolment();
        assertThat(findings).isEmpty();
    }

    @Test
    void pagesWithTwoFactorWhenLookedAtByAxeThenNothingIsFound() {
        walk.setUp(portal);
        Phone phone = walk.turnOn();
        look("recovery codes");
        walk.saveRecoveryCodes();
        look("dashboard with notices");
        lookAtLogin(phone);
        lookAtSecuritySettings(phone);
        assertThat(findings).isEmpty();
    }

    @Test
    void pagesOfExtensionsWhenLookedAtByAxeThenNothingIsFound() {
        walk.setUp(portal);
        String password = lookAtNewExtension();
        Visitor administrator = visitor;
        visitor = chromium.visitor(portal, Device.PHONE);
        Walk ana = new Walk(visitor, Hand.FINGER, "1001", "1001 Ana Silva");
        lookAtFirstLogin(ana, password);
        visitor = administrator;
        lookAtExtension();
        assertThat(findings).isEmpty();
    }

    private void lookAtSetUp() {
        String link = portal.setUpLink();
        open("/login", 503, "waiting for set-up");
        visitor.open(link);
        look("set-up");
        walk.go(visitor.button("Create account"));
        look("set-up with errors");
        walk.setUp(portal);
        look("offer after set-up");
        open(link.substring(portal.address("").length()), 410, "set-up link used");
    }

    private void lookAtAccountPages() {
        open("/", 200, "dashboard");
        walk.openAccountMenu();
        look("account menu");
        open("/help/two-factor-authentication", 200, "help");
        open("/account/password", 200, "change password");
        walk.type(visitor.field("New Password"), "short");
        walk.press(visitor.link("Security Settings"));
        assertThat(visitor.dialog("Leave without saving?")).isVisible();
        look("leave without saving");
        walk.press(visitor.button("Stay here"));
        walk.go(visitor.button("Save"));
        look("change password with errors");
        visitor.page().clock().install();
        open("/account/security", 200, "security settings, off");
        visitor.page().clock().fastForward(STILL_THERE_SECONDS * 1000L);
        assertThat(visitor.dialog("Still there?")).isVisible();
        look("still there");
        walk.press(visitor.button("Stay logged in"));
    }

    private void lookAtErrors() {
        open("/nowhere", 404, "not found");
        open("/account/security", 200, "security settings, off");
        visitor.page()
                .evaluate("document.querySelectorAll('[name=_csrf]').forEach(t => t.value = 'x')");
        walk.openAccountMenu();
        walk.go(visitor.button("Log out"));
        assertThat(visitor.heading("This page was open too long")).isVisible();
        look("open too long");
    }

    private void lookAtEnrolment() {
        open("/account/security?confirm=enrol", 200, "password");
        walk.confirm("wrong");
        look("password, wrong");
        walk.confirm(Walk.PASSWORD);
        look("methods");
        walk.chooseAuthenticator();
        look("qr code");
        walk.key();
        look("can't scan");
        walk.save(() -> "");
        look("qr code, code missing");
    }

    private void lookAtLogin(Phone phone) {
        walk.logOut();
        look("logged out");
        walk.logIn("wrong");
        look("login refused");
        walk.logIn(Walk.PASSWORD);
        look("code");
        walk.press(visitor.otherWays());
        look("other ways");
        walk.enterCode(phone::wrongCode);
        look("code refused");
        walk.chooseRecoveryCode();
        look("recovery code");
        walk.enterRecoveryCode("");
        look("recovery code missing");
        walk.go(visitor.link("Use an authentication code"));
        walk.enterCode(phone::nextCode);
    }

    private void lookAtSecuritySettings(Phone phone) {
        walk.openSecuritySettings();
        look("security settings, on");
        walk.go(visitor.button("Add another"));
        look("another authenticator");
        walk.go(visitor.button("Cancel"));
        walk.go(visitor.link("Rename"));
        look("rename");
        walk.go(visitor.link("Cancel"));
        walk.go(visitor.link("Remove"));
        look("remove the last");
        walk.go(visitor.link("Cancel"));
        walk.pressTwoFactor();
        look("password and code");
        walk.confirm(Walk.PASSWORD, phone.wrongCode());
        look("password and code, refused");
        walk.confirm(Walk.PASSWORD, phone.nextCode());
        look("turning off");
    }

    /// @return the one-time password of the letter
    private String lookAtNewExtension() {
        open("/extensions", 200, "no extensions");
        open("/extensions/add", 200, "add extension");
        walk.type(visitor.field("Extension Number"), "x");
        walk.go(visitor.button("Save"));
        look("add extension with errors");
        walk.type(visitor.field("Extension Number"), "1001");
        walk.type(visitor.field("Name"), "Ana Silva");
        walk.go(visitor.button("Save"));
        look("letter");
        return walk.oneTimePassword();
    }

    private void lookAtFirstLogin(Walk ana, String password) {
        visitor.open("/");
        ana.logIn(password);
        look("password change due");
        ana.type(visitor.field("New Password"), Walk.PASSWORD);
        ana.type(visitor.field("Confirm Password"), Walk.PASSWORD);
        ana.go(visitor.button("Save"));
        look("home on a phone");
        ana.press(visitor.button("Menu"));
        look("menu on a phone");
        open("/extensions", 403, "not for her");
        visitor.open("/");
        ana.openSecuritySettings();
        ana.pressTwoFactor();
        ana.confirm(Walk.PASSWORD);
        ana.chooseAuthenticator();
        look("qr code on a phone");
        ana.save(ana.scan().phone()::nextCode);
        look("recovery codes on a phone");
    }

    private void lookAtExtension() {
        open("/extensions", 200, "extensions");
        open("/extensions?search=nobody", 200, "no extension found");
        open("/extensions/1001", 200, "extension");
        walk.go(visitor.tab("Security"));
        look("extension with two-factor authentication");
        walk.press(visitor.box("Two-Factor Authentication"));
        look("extension, unticked");
        walk.go(visitor.button("Save"));
        look("extension without two-factor authentication");
    }

    private void open(String path, int status, String name) {
        assertThat(visitor.open(path)).as(name).isEqualTo(status);
        look(name);
    }

    /// All rules in the light; in the dark only colours are different.
    private void look(String name) {
        Page page = visitor.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.evaluate(AxeBuilder.getAxeScript());
        note(name, page.evaluate(RUN, Map.of()));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        note(name + " in the dark", page.evaluate(RUN, Map.of("runOnly", "color-contrast")));
    }

    private void note(String name, Object violations) {
        ((List<?>) violations).forEach(violation -> findings.add(name + ": " + violation));
    }
}
