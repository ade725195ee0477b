package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The main job, on an empty portal each time, by everybody who has to be able to do it.
class SeedProcedureIntegrationTests {

    private static final int BRIGHT = 128;

    @RegisterExtension final Chromium chromium = new Chromium();

    private PackagedPortal portal;
    private Visitor visitor;
    private Walk walk;
    private SeedProcedure procedure;

    @BeforeEach
    void start(TestInfo test) {
        portal = PackagedPortal.open(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void procedureWhenFollowedWithTheMouseThenNextLoginAsksForTheCode() {
        begin(Device.DESKTOP, Hand.MOUSE, () -> {});
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndThinkAgain();
        procedure.confirm();
        Phone phone = procedure.scan();
        procedure.mistype(phone);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    @Test
    void procedureWhenKeyIsTypedInThenNextLoginAsksForTheCode() {
        begin(Device.DESKTOP, Hand.MOUSE, () -> {});
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndConfirm();
        Phone phone = procedure.typeIn();
        procedure.mistype(phone);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    @Test
    void procedureWhenThemeIsDarkThenScreenIsDarkAndQrCodeIsRead() {
        begin(Device.DESKTOP, Hand.MOUSE, () -> {});
        assertThat(brightness()).isGreaterThan(BRIGHT);
        walk.openAccountMenu();
        walk.press(visitor.button("Dark"));
        assertThat(visitor.button("Dark")).hasAttribute("aria-pressed", "true");
        visitor.page().keyboard().press("Escape");
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndConfirm();
        Phone phone = procedure.scan();
        assertThat(brightness()).isLessThan(BRIGHT);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
        assertThat(brightness()).isLessThan(BRIGHT);
    }

    @Test
    void procedureWhenJavaScriptIsOffThenNextLoginAsksForTheCode() {
        begin(Device.DESKTOP_WITHOUT_JAVASCRIPT, Hand.MOUSE, () -> {});
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndThinkAgain();
        procedure.confirm();
        Phone phone = procedure.typeIn();
        procedure.mistype(phone);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    @Test
    void procedureWhenServerIsKilledBetweenTheStepsThenNothingIsLost() {
        begin(Device.DESKTOP, Hand.MOUSE, () -> portal.restart());
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndConfirm();
        Phone phone = procedure.scan();
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    @Test
    void procedureWhenFollowedWithTheKeyboardThenNextLoginAsksForTheCode() {
        begin(Device.DESKTOP, Hand.KEYBOARD, () -> {});
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndThinkAgain();
        procedure.confirm();
        Phone phone = procedure.typeIn();
        procedure.mistype(phone);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    @Test
    void procedureWhenFollowedOnThePhoneThenItsApplicationIsOneTapAway() {
        begin(Device.PHONE, Hand.FINGER, () -> {});
        assertThat(visitor.link("Dashboard")).isHidden();
        walk.press(visitor.button("Menu"));
        assertThat(visitor.link("Dashboard")).isVisible();
        procedure.logInAndOpenSecuritySettings();
        procedure.tickAndConfirm();
        Phone phone = procedure.scan();
        assertThat(visitor.link("Open in authenticator application"))
                .hasAttribute("href", walk.scan().text());
        procedure.mistype(phone);
        procedure.save(phone);
        procedure.saveRecoveryCodes();
        procedure.logInWithCode(phone);
    }

    /// With the wizard, which every portal begins with.
    private void begin(Device device, Hand hand, Runnable between) {
        visitor = chromium.visitor(portal, device);
        walk = new Walk(visitor, hand, between);
        procedure = new SeedProcedure(walk);
        procedure.setUp(portal);
    }

    /// Of the page behind everything, 0 to 255.
    private double brightness() {
        String colour =
                (String) visitor.page().evaluate("getComputedStyle(document.body).backgroundColor");
        return Pattern.compile("[0-9]+")
                .matcher(colour)
                .results()
                .limit(3)
                .mapToInt(part -> Integer.parseInt(part.group()))
                .average()
                .orElseThrow();
    }
}
