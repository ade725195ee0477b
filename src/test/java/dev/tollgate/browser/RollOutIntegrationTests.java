package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two-factor authentication made mandatory for one role: announced, reminded of, then due in a
/// session that is open, and no longer mandatory at the end.
class RollOutIntegrationTests {

    private static final String ROLE = "Human Resource";
    private static final String ADDRESS = "gil.mora@example.com";

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Visitor office;
    private Walk gil;
    private Visitor home;

    @Test
    void roleWhenTwoFactorBecomesMandatoryThenAnnouncedRemindedSetUpAndKept() {
        admin = COMPANY.administrator(chromium);
        office = admin.visitor();
        gil = COMPANY.person(chromium, Device.DESKTOP, "6301", "Gil Mora");
        home = gil.visitor();
        COMPANY.employ(admin, gil, ADDRESS);
        office.open("/extensions/6301");
        office.field("Role").selectOption("HUMAN_RESOURCE");
        admin.go(office.button("Save"));
        home.open("/");
        gil.logIn(Walk.PASSWORD);

        announceAndRemind();
        demandInTheOpenSession();
        keepWhenNoLongerMandatory();
    }

    private void announceAndRemind() {
        openOptions();
        admin.press(office.box(ROLE));
        admin.type(
                office.field("Start Date (optional)"),
                LocalDate.now(ZoneOffset.UTC).plusDays(3).toString());
        admin.go(office.button("Save"));
        assertThat(office.status()).hasText("Edited successfully.");
        home.open("/");
        assertThat(home.page().getByText("you need an authenticator to log in")).isVisible();

        openOptions();
        admin.go(office.link("Who is missing, and what helps them"));
        assertThat(office.row("6301")).containsText("Not set up yet");
        admin.go(office.button("Remind by email"));
        assertThat(office.page().getByText("Going out to 1.")).isVisible();
        COMPANY.mailbox(ADDRESS).await(home, "Set up two-factor authentication", 1);
    }

    private void demandInTheOpenSession() {
        openOptions();
        admin.type(office.field("Start Date (optional)"), "");
        admin.go(office.button("Save"));
        assertThat(office.status()).hasText("Edited successfully.");

        home.open("/extensions");
        assertThat(home.heading("Prove that it is you")).isVisible();
        home.open("/account/password");
        assertThat(home.heading("Prove that it is you")).isVisible();
        gil.go(home.button("Send"));
        String subject = "Your code to set up two-factor authentication";
        String code = COMPANY.mailbox(ADDRESS).code(home, subject, 1);
        gil.type(home.field("Authentication Code"), code);
        gil.go(home.button("Continue"));
        assertThat(home.heading("Set up two-factor authentication")).isVisible();
        gil.pressTwoFactor();
        gil.confirm(Walk.PASSWORD);
        gil.turnOn();
        gil.saveRecoveryCodes();
        gil.openSecuritySettings();
        assertThat(home.box("Two-Factor Authentication")).isDisabled();
        assertThat(home.text("Your administrator requires this.")).isVisible();
        office.open("/security/settings/roll-out");
        assertThat(office.text("Complete")).isVisible();
    }

    private void keepWhenNoLongerMandatory() {
        openOptions();
        admin.press(office.box(ROLE));
        admin.go(office.button("Save"));
        assertThat(office.status()).hasText("Edited successfully.");
        home.open("/account/security");
        assertThat(home.box("Two-Factor Authentication")).isChecked();
        assertThat(home.box("Two-Factor Authentication")).isEnabled();
    }

    private void openOptions() {
        office.open("/security/settings");
        assertThat(office.heading("Security Settings")).isVisible();
    }
}
