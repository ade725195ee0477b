package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Devices that an extension user trusts: there the password is enough, for her account alone,
/// until she removes one, or until her two-factor authentication is turned off, set up anew or
/// reset. All of that is in the operation logs.
class TrustedDevicesIntegrationTests {

    private static final String NONE = "No device is trusted. Every login asks for a code.";

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Walk phone;
    private Walk desk;

    @Test
    void trustWhenGivenThenForOneAccountAndDeviceUntilItEnds() {
        admin = COMPANY.administrator(chromium);
        phone = COMPANY.person(chromium, Device.PHONE, "6501", "Mia Sand");
        desk = COMPANY.person(chromium, Device.DESKTOP, "6501", "Mia Sand");
        COMPANY.employ(admin, phone, "");
        colleagueTurnsItOnAtTheDesk();
        desk.visitor().open("/");

        phone.openSecuritySettings();
        phone.pressTwoFactor();
        phone.confirm(Walk.PASSWORD);
        Phone first = phone.turnOn();
        String recoveryCode = phone.recoveryCodes().getFirst();
        phone.saveRecoveryCodes();
        phone.logOut();
        trust(phone, first);
        trust(desk, first);
        removeThePhone();
        assertCodeIsDue(colleague());

        List<String> secrets = turnOffAndOnAgain(recoveryCode);
        reset();
        readTheLogs(secrets);
    }

    /// In the browser that Mia will trust.
    private void colleagueTurnsItOnAtTheDesk() {
        Walk noa = colleague();
        COMPANY.employ(admin, noa, "");
        noa.turnOnTwoFactor();
        noa.logOut();
    }

    private Walk colleague() {
        return new Walk(desk.visitor(), Hand.MOUSE, "6502", "6502 Noa Lev");
    }

    private static void trust(Walk at, Phone codes) {
        at.logIn(Walk.PASSWORD);
        at.press(at.visitor().box("Trust this device for 30 days"));
        at.enterCode(codes::nextCode);
        at.logOut();
        assertPasswordIsEnough(at);
    }

    private void removeThePhone() {
        desk.openSecuritySettings();
        assertThat(devices()).hasCount(2);
        Locator other = devices().filter(new Locator.FilterOptions().setHasNotText("this device"));
        desk.go(other.getByRole(AriaRole.BUTTON));
        assertThat(devices()).hasCount(1);
        assertThat(devices()).containsText("this device");
        phone.logOut();
        assertCodeIsDue(phone);
        desk.logOut();
        assertPasswordIsEnough(desk);
        desk.logOut();
    }

    /// Off with a recovery code, and on with another phone.
    ///
    /// @return what no log may hold
    private List<String> turnOffAndOnAgain(String recoveryCode) {
        assertPasswordIsEnough(desk);
        desk.openSecuritySettings();
        desk.pressTwoFactor();
        desk.confirm(Walk.PASSWORD, recoveryCode);
        desk.go(desk.visitor().button("Save"));
        assertThat(desk.visitor().status()).hasText("Edited successfully.");
        desk.pressTwoFactor();
        desk.confirm(Walk.PASSWORD);
        desk.chooseAuthenticator();
        String key = desk.key();
        Phone second = Phone.typeIn(key);
        desk.save(second::nextCode);
        desk.saveRecoveryCodes();
        desk.openSecuritySettings();
        assertThat(desk.visitor().text(NONE)).isVisible();
        desk.logOut();
        trust(desk, second);
        desk.logOut();
        return List.of(Walk.PASSWORD, key, key.replace(" ", ""), recoveryCode, second.spentCode());
    }

    /// After which she turns it on once more, and her trusted device is trusted no longer.
    private void reset() {
        Visitor office = admin.visitor();
        office.open("/extensions/6501/security");
        admin.press(office.box("Two-Factor Authentication"));
        COMPANY.portal().letFiveMinutesPass();
        admin.go(office.button("Save"));
        admin.confirm(Walk.PASSWORD);
        assertThat(office.status()).hasText("Edited successfully.");
        assertPasswordIsEnough(desk);
        Phone third = desk.turnOnTwoFactor();
        desk.logOut();
        trust(desk, third);
        desk.openSecuritySettings();
        desk.go(desk.visitor().button("Remove all"));
        assertThat(desk.visitor().text(NONE)).isVisible();
        desk.logOut();
        assertCodeIsDue(desk);
    }

    private void readTheLogs(List<String> secrets) {
        String mia = "6501 Mia Sand";
        admin.openLogs("6501");
        assertThat(admin.logged(mia, "Turned on two-factor authentication")).hasCount(3);
        assertThat(admin.logged(mia, "Turned off two-factor authentication")).hasCount(1);
        assertThat(admin.logged("admin", "Two-factor authentication was turned off"))
                .containsText(mia);
        assertThat(admin.visitor().page().content()).doesNotContain(secrets);
    }

    private Locator devices() {
        return desk.visitor()
                .role(AriaRole.REGION, "Trusted Device List")
                .getByRole(AriaRole.LISTITEM);
    }

    private static void assertPasswordIsEnough(Walk at) {
        at.visitor().open("/login");
        at.logIn(Walk.PASSWORD);
        assertThat(at.visitor().heading("Home")).isVisible();
    }

    private static void assertCodeIsDue(Walk at) {
        at.visitor().open("/login");
        at.logIn(Walk.PASSWORD);
        assertThat(at.visitor().field("Authentication Code")).isVisible();
    }
}
