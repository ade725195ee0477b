package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.HeldHashing;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.factor.totp.TotpSecret;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/// A portal from its empty database on: what it serves before its set-up, and what its log holds of
/// a whole walk through the main job.
class FirstStartTests {

    private static final Pattern RECOVERY_CODE =
            Pattern.compile("<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>");

    private final Set<String> secrets = new LinkedHashSet<>();

    @TempDir private Path dataDir;
    private WebPortal portal;
    private CapturedLog log;

    @BeforeEach
    void open() {
        portal =
                WebPortal.openEmpty(
                        TestStore.SQLITE,
                        dataDir,
                        HttpClient.newHttpClient(),
                        "--logging.level.root=info",
                        "--logging.level.dev.tollgate=debug");
        log = CapturedLog.open();
    }

    @AfterEach
    void close() {
        log.close();
        portal.close();
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        logging.setLogLevel("dev.tollgate", LogLevel.INFO);
    }

    /// PP-11: a default login worked before anybody had chosen a password.
    @Test
    void portalWhenWaitingForSetUpThenServesTheWizardOnly() {
        Snapshot before = portal.snapshot();
        Set<String> open = Set.of("/setup", "/actuator/health");
        for (String path : Routes.of(portal).paths("A".repeat(43), "1")) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")) {
                Answer answer = portal.wire().send(method, path, Map.of(), "");
                String what = method + " " + path;
                HeaderTests.assertComplete(what, answer, path);
                if (!open.contains(path) && !path.startsWith("/assets/")) {
                    assertThat(answer.status()).as(what).isEqualTo(503);
                    assertThat(answer.setCookies()).as(what).isEmpty();
                }
            }
        }
        assertThat(portal.wire().send("GET", "/", Map.of(), "").words())
                .contains("waiting for set-up");
        for (String path : List.of("/setup/../login", "/assets/../login", "/assets/%2e%2e/login")) {
            assertThat(portal.wire().send("GET", path, Map.of(), "").status()).isIn(400, 503);
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// PP-16: a debugging aid printed secrets.
    @Test
    void logWhenMainJobWasDoneThenHoldsNoSecret() {
        walk();

        List<String> lines = log.lines();
        assertThat(lines).anyMatch(line -> line.contains("refusal"));
        assertThat(secrets).hasSizeGreaterThan(30);
        for (String hidden : secrets) {
            assertThat(lines).as(hidden).noneMatch(line -> line.contains(hidden));
        }
        String rows = portal.snapshot().rows().toString();
        for (String hidden : secrets) {
            if (hidden.length() > 6) {
                assertThat(rows).as("stored: " + hidden).doesNotContain(hidden);
            }
        }
    }

    /// What was typed stays, but for the passwords, and the link works.
    @Test
    void setUpWhenNobodyHasTimeForThePasswordThenTheFormComesBack() {
        Browser browser = portal.browser();
        String link = portal.get(FirstSetUp.class).newLink(portal.clock.instant()).text();
        browser.get("/setup?link=" + link);
        try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
            held.places(HashingLane.KNOWN).places(HashingLane.UNKNOWN);
            Answer busy = setUp(browser, link, WebPortal.PASSWORD);

            WebPortal.expect(busy, 503);
            assertThat(busy.words()).contains("Busy right now. Try again in 2 seconds.");
            assertThat(busy.body())
                    .contains("value=\"Acme PBX\"")
                    .doesNotContain(WebPortal.PASSWORD);
        }
        WebPortal.expect(setUp(browser, link, WebPortal.PASSWORD), 302);
    }

    /// Set-up, two-factor authentication on, every kind of login and refusal, a change of password.
    private void walk() {
        Browser browser = portal.browser();
        String link = hide(portal.get(FirstSetUp.class).newLink(portal.clock.instant()).text());
        WebPortal.expect(browser.get("/setup?link=" + link), 200);
        WebPortal.expect(setUp(browser, link, "short"), 422);
        WebPortal.expect(setUp(browser, link, hide(WebPortal.PASSWORD)), 302);
        hide(browser);

        TotpSecret secret = enrol(browser);
        hide(portal.addExtension(browser));
        WebPortal.expect(
                browser.get("/account/security/authenticator/" + hide("-".repeat(43))), 302);
        WebPortal.expect(browser.get("/nothing?password=" + hide("typed-in-an-address")), 404);
        browser.postWithout("/account/password", "newPassword", hide("sent without a token"));
        WebPortal.expect(browser.post("/logout"), 302);

        logIn(secret);
        refusedLogins();
    }

    private Answer setUp(Browser browser, String link, String password) {
        return browser.post(
                "/setup",
                "link",
                link,
                "pbxName",
                "Acme PBX",
                "portalAddress",
                "https://pbx.example.com",
                "timeZone",
                "UTC",
                "username",
                "admin",
                "email",
                "admin@example.com",
                "password",
                password,
                "confirmPassword",
                password);
    }

    private TotpSecret enrol(Browser browser) {
        Answer begun = browser.post("/account/security/method", "method", "authenticator");
        String page = begun.location();
        hide(page.substring(page.lastIndexOf('/') + 1));
        TotpSecret secret = portal.secret(browser, page);
        hide(secret.base32());
        hide(secret.grouped());
        WebPortal.expect(browser.post(page, "code", hide("000001")), 422);
        Answer on = browser.post(page, "code", hide(portal.code(secret)));
        WebPortal.expect(on, 200);
        hide(browser);
        recoveryCodes(on).forEach(this::hide);
        return secret;
    }

    private void logIn(TotpSecret secret) {
        Browser browser = portal.browser();
        browser.post("/login", "username", "admin", "password", hide("a wrong password"));
        browser.post("/login", "username", hide("typed-as-a-name"), "password", "x");
        browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        hide(browser);
        WebPortal.expect(browser.post("/login/code", "code", hide("000002")), 401);
        WebPortal.expect(browser.post("/login/code", "code", hide(portal.nextCode(secret))), 302);
        hide(browser);
        WebPortal.expect(
                portal.confirm(browser, "recovery-codes", "", hide(portal.nextCode(secret))), 200);
        String other = hide("nine green bottles on a wall");
        WebPortal.expect(
                browser.post(
                        "/account/password",
                        "currentPassword",
                        WebPortal.PASSWORD,
                        "newPassword",
                        other,
                        "confirmPassword",
                        other),
                302);
        hide(browser);
        browser.post("/account/password", "currentPassword", other, "newPassword", other);
        browser.cookies().remove("tollgate");
        WebPortal.expect(browser.post("/login", "username", "admin", "password", other), 302);
        hide(browser);
        String recovery = hide("ABCD-EFGH-JKMN-PQRS");
        browser.post("/login/recovery-code", "code", recovery);
    }

    private void refusedLogins() {
        Browser browser = portal.browser();
        for (int i = 0; i < 8; i++) {
            browser.post("/login", "username", "admin", "password", hide("wrong password " + i));
        }
        Map<String, String> headers =
                Map.of(
                        "Cookie",
                        browser.cookieHeader() + "; tollgate=" + hide("Z".repeat(43)),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        String body = Browser.encoded("_csrf", browser.token()) + "&password=";
        portal.wire().send("POST", "/login", headers, body + hide("half-encoded") + "%zz");
        portal.wire()
                .send("GET", "/login?password=" + hide("also-half-encoded") + "%zz", headers, "");
        portal.wire().send("GET", "/login;" + hide("matrix-parameter"), headers, "");
        portal.jdbc().sql("update account set role = 'NOBODY'").update();
        browser.get("/account/security");
    }

    private String hide(String secret) {
        secrets.add(secret);
        return secret;
    }

    private void hide(Browser browser) {
        browser.cookies().forEach((_, value) -> hide(value));
        hide(browser.token());
    }

    private static List<String> recoveryCodes(Answer page) {
        List<String> codes = new ArrayList<>();
        Matcher matcher = RECOVERY_CODE.matcher(page.body());
        while (matcher.find()) {
            codes.add(matcher.group(1));
            codes.add(matcher.group(1).replace("-", ""));
        }
        assertThat(codes).hasSize(20);
        return codes;
    }
}
