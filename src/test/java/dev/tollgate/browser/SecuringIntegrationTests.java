package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// "Was not you?": an owner whose password somebody else has, and that somebody, each in a browser.
class SecuringIntegrationTests {

    private static final String NEW_PASSWORD = "eight red herons wade";
    private static final String END = "The account is yours alone";

    @RegisterExtension final Chromium chromium = new Chromium();

    @ParameterizedTest
    @EnumSource(Device.class)
    void walkWhenGoneInOneGoThenWhoeverElseGotInIsOutside(Device device) {
        try (PackagedPortal portal = PackagedPortal.open("securing-" + device)) {
            Hand hand = device == Device.PHONE ? Hand.FINGER : Hand.MOUSE;
            Walk owner = new Walk(chromium.visitor(portal, device), hand);
            owner.setUp(portal);
            Phone phone = owner.turnOn();
            List<String> old = owner.recoveryCodes();
            owner.saveRecoveryCodes();
            Walk thief = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            logIn(thief, Walk.PASSWORD, phone);

            begin(owner);
            changePassword(owner);
            assertLoggedOut(thief);
            logIn(thief, NEW_PASSWORD, phone);
            endOtherSessions(owner);
            assertLoggedOut(thief);
            List<String> fresh = renewCodes(owner, phone);

            assertThat(owner.visitor().text(END)).isVisible();
            owner.visitor().screen("secured-" + device);
            owner.go(owner.visitor().button("Done"));
            assertThat(owner.visitor().path()).isEqualTo("/account/security");
            assertOnlyNewCodesLogIn(thief, old.getFirst(), fresh.getFirst());
        }
    }

    /// From the recent activity, where somebody sees what was not them.
    private static void begin(Walk walk) {
        Visitor visitor = walk.visitor();
        walk.openSecuritySettings();
        walk.go(visitor.link("Was not you? Secure the account"));
        assertThat(visitor.heading("Secure the account")).isVisible();
        walk.go(visitor.button("Begin"));
    }

    private static void changePassword(Walk walk) {
        Visitor visitor = walk.visitor();
        walk.type(visitor.field("Current Password"), Walk.PASSWORD);
        walk.type(visitor.field("New Password"), NEW_PASSWORD);
        walk.type(visitor.field("Confirm Password"), NEW_PASSWORD);
        walk.go(visitor.button("Save"));
        assertThat(visitor.field("New Password")).isHidden();
        assertThat(visitor.text("Nobody else is logged in")).isVisible();
    }

    private static void endOtherSessions(Walk walk) {
        Visitor visitor = walk.visitor();
        visitor.open("/account/secure");
        assertThat(visitor.text("Still logged in besides this browser: 1")).isVisible();
        walk.go(visitor.button("Log out everywhere else"));
        assertThat(visitor.text("Nobody else is logged in")).isVisible();
    }

    private static List<String> renewCodes(Walk walk, Phone phone) {
        walk.go(walk.visitor().button("Make new codes"));
        walk.confirm(NEW_PASSWORD, phone.nextCode());
        List<String> codes = walk.recoveryCodes();
        assertThat(codes).hasSize(10);
        walk.saveRecoveryCodes();
        return codes;
    }

    private static void logIn(Walk walk, String password, Phone phone) {
        walk.visitor().open("/login");
        walk.logIn(password);
        walk.enterCode(phone::nextCode);
        assertThat(walk.visitor().heading("Dashboard")).isVisible();
    }

    private static void assertLoggedOut(Walk walk) {
        walk.visitor().open("/account/security");
        assertThat(walk.account()).isHidden();
    }

    private static void assertOnlyNewCodesLogIn(Walk walk, String old, String fresh) {
        walk.visitor().open("/login");
        walk.logIn(NEW_PASSWORD);
        walk.chooseRecoveryCode();
        walk.enterRecoveryCode(old);
        assertThat(walk.visitor().heading("Dashboard")).isHidden();
        walk.enterRecoveryCode(fresh);
        assertThat(walk.visitor().heading("Dashboard")).isVisible();
    }
}
