package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is set for the portal as a whole, and what everybody sees of it.
class SystemPagesIntegrationTests {

    /// Mails that wait below it may have met the same server.
    private static final Page.GetByRoleOptions TEST =
            new Page.GetByRoleOptions().setName("Test").setExact(true);

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Visitor visitor;

    @BeforeEach
    void logIn() {
        admin = COMPANY.administrator(chromium);
        visitor = admin.visitor();
    }

    @Test
    void preferencesWhenSavedThenHeaderAndLoginPageShowThem() {
        Object petrol = headerColour();
        save("Purple", "the front desk, extension 9");
        assertThat(visitor.status()).hasText("Edited successfully.");
        assertThat(headerColour()).isNotEqualTo(petrol);
        admin.logOut();
        assertThat(visitor.text("Need help? Ask the front desk, extension 9.")).isVisible();

        admin.logIn(Walk.PASSWORD);
        save("Petrol", "");
        assertThat(headerColour()).isEqualTo(petrol);
    }

    @Test
    void mailServerWhenNobodyAnswersThereThenTheTestSaysSo() throws IOException {
        admin.setMailServer(closedPort());
        assertThat(visitor.text("Not tested with these settings")).isVisible();
        assertThat(visitor.page().getByRole(AriaRole.REGION, TEST))
                .containsText("No mail server answered there. Check host, port and encryption.");

        admin.setMailServer(COMPANY.mailPort());
        assertThat(visitor.text("The server has taken a mail to admin@example.com.")).isVisible();
        assertThat(visitor.page().getByText("Test mail taken today")).isVisible();
    }

    private void save(String colour, String contact) {
        admin.go(visitor.link("PBX Settings"));
        admin.press(visitor.radio(colour));
        admin.type(visitor.field("Help Contact"), contact);
        admin.go(visitor.button("Save"));
    }

    private Object headerColour() {
        return visitor.page()
                .evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
