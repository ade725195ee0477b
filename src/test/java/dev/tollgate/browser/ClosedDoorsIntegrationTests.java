package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What stays shut: to an employee, to whoever leaves a set-up half way, and to whoever has a
/// password without a code.
class ClosedDoorsIntegrationTests {

    private static final List<String> ADDRESSES =
            List.of("/", "/my", "/account/security", "/account/profile", "/extensions");

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk hal;
    private Visitor visitor;

    @Test
    void employeeWhenRightOrProofOrCodeIsMissingThenNothingOpens() {
        Walk admin = COMPANY.administrator(chromium);
        hal = COMPANY.person(chromium, Device.DESKTOP, "6401", "Hal Imre");
        visitor = hal.visitor();
        COMPANY.employ(admin, hal, "");

        assertThat(visitor.link("Extension and Trunk")).isHidden();
        assertThat(visitor.open("/extensions/6401/security")).isEqualTo(403);
        assertThat(visitor.heading("You may not open this page")).isVisible();
        visitor.open("/");

        String first = begin();
        hal.go(visitor.button("Cancel"));
        hal.openSecuritySettings();
        assertThat(visitor.box("Two-Factor Authentication")).not().isChecked();
        String second = begin();
        assertThat(second).isNotEqualTo(first);
        Phone phone = Phone.typeIn(second);
        hal.save(phone::nextCode);
        hal.saveRecoveryCodes();
        hal.logOut();

        logInWithPasswordAlone(phone);
    }

    /// @return the key that is shown
    private String begin() {
        hal.openSecuritySettings();
        hal.pressTwoFactor();
        hal.confirm(Walk.PASSWORD);
        hal.chooseAuthenticator();
        return hal.key();
    }

    private void logInWithPasswordAlone(Phone phone) {
        hal.logIn("seven grey ducks fly");
        assertThat(visitor.alert()).hasText("The username or the password is wrong.");
        hal.logIn(Walk.PASSWORD);
        assertThat(visitor.text("Logging in as 6401")).isVisible();
        for (String address : ADDRESSES) {
            visitor.open(address);
            assertThat(visitor.field("Password")).isVisible();
            assertThat(hal.account()).isHidden();
        }
        visitor.open("/login/code");
        hal.enterCode(phone::nextCode);
        assertThat(visitor.heading("Home")).isVisible();
    }
}
