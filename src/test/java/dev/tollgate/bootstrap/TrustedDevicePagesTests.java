package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.totp.TotpSecret;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// "Trust this device" from the code page to the list.
class TrustedDevicePagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Pattern RECOVERY_CODE =
            Pattern.compile(">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<");

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @Test
    void codePageWhenPolicyAllowsNoDaysThenNoBox() {
        portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        assertThat(browser.get("/login/code").body()).doesNotContain("name=\"trust\"");
    }

    @Test
    void codePageWhenPolicyAllowsDaysThenBoxUntickedAndKeptOverAWrongCode() {
        allowDays(7);
        portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();

        String page = browser.get("/login/code").body();
        assertThat(page).contains("Trust this device for 7 days");
        assertThat(box(page)).doesNotContain("checked");
        Answer wrong = browser.post("/login/code", "code", "000000", "trust", "true");
        assertThat(box(wrong.body())).contains("checked");
    }

    @Test
    void logInWhenTrustedThenNoCodeUntilRemoved() {
        Browser browser = trusted();
        assertThat(login(browser).location()).isEqualTo("/");

        Answer page = browser.get("/account/security");
        assertThat(page.body()).contains("Trusted Device List", "this device", "Remove all");
        String id = portal.jdbc().sql("select id from trusted_device").query(String.class).single();
        WebPortal.expect(browser.post("/account/security/trusted-devices/" + id + "/remove"), 302);
        assertThat(browser.get("/account/security").body())
                .contains("No device is trusted. Every login asks for a code.");
        assertThat(login(browser).location()).isEqualTo("/login/code");
    }

    @Test
    void removeWhenIdIsNonsenseThenBackToThePage() {
        Browser browser = trusted();
        for (String id : List.of("x", "00000000-0000-0000-0000-000000000000", "%27--")) {
            assertThat(
                            browser.post("/account/security/trusted-devices/" + id + "/remove")
                                    .location())
                    .isEqualTo("/account/security?gone");
        }
        WebPortal.expect(browser.post("/account/security/trusted-devices/remove-all"), 302);
        assertThat(login(browser).location()).isEqualTo("/login/code");
    }

    @Test
    void cookieWhenGivenThenNamesNobodyAndEndsWithTheTrust() {
        allowDays(30);
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        Answer in = browser.post("/login/code", "code", portal.nextCode(secret), "trust", "true");
        assertThat(in.setCookies())
                .filteredOn(cookie -> cookie.startsWith("tollgate-device-"))
                .singleElement()
                .asString()
                .matches(
                        "tollgate-device-[0-9a-f]{16}=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000;"
                                + " Expires=[^;]+; HttpOnly; SameSite=Lax");
    }

    /// What a recovery code opens makes nothing trusted, whatever a forged form says.
    @Test
    void recoveryCodeWhenFormIsForgedThenNothingIsTrusted() {
        allowDays(30);
        Browser owner = portal.loggedIn();
        String page = portal.beginEnrolment(owner);
        TotpSecret secret = portal.secret(owner, page);
        Answer codes = owner.post(page, "code", portal.code(secret));
        String recovery = codes.find(RECOVERY_CODE).orElseThrow();

        Browser browser = portal.afterPassword();
        Answer in = browser.post("/login/recovery-code", "code", recovery, "trust", "true");

        WebPortal.expect(in, 302);
        assertThat(portal.jdbc().sql("select 1 from trusted_device").query().listOfRows())
                .isEmpty();
    }

    /// A browser full of cookies still gets through: the oldest go.
    @Test
    void jarWhenFloodedThenTheOldestGo() {
        Browser browser = trusted();
        Map<String, String> own = Map.copyOf(browser.cookies());
        browser.cookies().clear();
        for (int i = 0; i < 40; i++) {
            browser.cookies().put("tollgate-device-%016x".formatted(i), "A".repeat(43));
        }
        browser.cookies().putAll(own);

        assertThat(login(browser).location()).isEqualTo("/");

        assertThat(browser.cookies().keySet())
                .filteredOn(name -> name.startsWith("tollgate-device-"))
                .hasSize(15)
                .contains("tollgate-device-%016x".formatted(39))
                .doesNotContain("tollgate-device-%016x".formatted(0));
        assertThat(login(browser).location()).isEqualTo("/");
    }

    @Test
    void cookieWhenItComesTwiceOrDeformedThenCodeAsked() {
        Browser browser = trusted();
        String name =
                browser.cookies().keySet().stream()
                        .filter(cookie -> cookie.startsWith("tollgate-device-"))
                        .findFirst()
                        .orElseThrow();
        String token = browser.cookies().get(name);
        for (String value :
                List.of("", "x", token + "A", token.substring(1), token + "; " + name + "=x")) {
            Browser other = browser.copy();
            other.cookies().remove("tollgate");
            other.cookies().put(name, value);
            assertThat(login(other).location()).as(value).isEqualTo("/login/code");
        }
        assertThat(login(browser).location()).isEqualTo("/");
    }

    /// A browser that the super administrator, whom policy allows it here, has come to trust.
    private Browser trusted() {
        allowDays(30);
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        WebPortal.expect(
                browser.post("/login/code", "code", portal.nextCode(secret), "trust", "true"), 302);
        return browser;
    }

    private Answer login(Browser browser) {
        return browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
    }

    private void allowDays(int days) {
        portal.write(
                "insert into security_option (name, value) values ('administrator_trust_days', '"
                        + days
                        + "')");
    }

    private static String box(String page) {
        int at = page.indexOf("id=\"trust\"");
        assertThat(at).isPositive();
        return page.substring(page.lastIndexOf('<', at), page.indexOf('>', at));
    }
}
