package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.totp.TotpSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pages of others that make somebody's browser send what its owner never meant.
class ForgeryTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String FORM = "application/x-www-form-urlencoded";

    private WebPortal portal;
    private Browser owner;
    private Browser half;
    private TotpSecret secret;
    private String handle;

    /// Everything is set so that each request would change something, were it not forged.
    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        portal.loggedIn();
        owner = portal.loggedIn();
        portal.addExtension(owner);
        secret = portal.turnOn(owner);
        half = portal.afterPassword();
        WebPortal.expect(portal.confirm(owner, "turn-off", "", portal.nextCode(secret)), 302);
        String page = owner.post("/account/security/authenticators/add").location();
        handle = page.substring(page.lastIndexOf('/') + 1);
    }

    /// PP-3: the administrator's browser was made to send the attack.
    @Test
    void formWhenItsTokenIsMissingThenRefusedAndNothingChanges() {
        refused(Map.of("Content-Type", FORM), body(""));
    }

    @Test
    void formWhenItsTokenIsAnothersThenRefusedAndNothingChanges() {
        refused(Map.of("Content-Type", FORM), body(portal.browser().token()));
        refused(Map.of("Content-Type", FORM), body(owner.cookies().get("tollgate-csrf")));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, https://127.0.0.1",
        "Origin, http://127.0.0.1",
        "Origin, http://127.0.0.1:1",
        "Origin, http://127.0.0.1.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, anything"
    })
    void formWhenItComesFromAnotherPlaceThenRefusedAndNothingChanges(String header, String value) {
        for (Browser browser : List.of(owner, half)) {
            refused(browser, Map.of("Content-Type", FORM, header, value), body(browser.token()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/json",
        "text/plain; charset=utf-8",
        "multipart/form-data; boundary=x",
        "application/xml"
    })
    void formWhenItIsNoneThenRefusedAndNothingChanges(String type) {
        refused(owner, Map.of("Content-Type", type), body(owner.token()));
        refused(owner, Map.of("Content-Type", type), "{\"_csrf\":\"" + owner.token() + "\"}");
    }

    /// The same requests are good ones when they come from the portal's own page.
    @Test
    void formWhenItIsThePortalsOwnThenTaken() {
        Map<String, String> own =
                Map.of(
                        "Content-Type",
                        FORM,
                        "Origin",
                        "http://127.0.0.1:" + portal.port(),
                        "Sec-Fetch-Site",
                        "same-origin");
        Snapshot before = portal.snapshot();
        WebPortal.expect(
                send(owner, "/account/security/sessions/log-out-others", own, body(owner.token())),
                302);
        assertThat(portal.snapshot().changesSince(before)).isNotEmpty();
        WebPortal.expect(send(half, "/login/code", own, body(half.token())), 302);
        Answer tooOld = send(portal.browser(), "/login", own, "");
        WebPortal.expect(tooOld, 403);
        assertThat(tooOld.words()).contains("This page was open too long");
        Browser stranger = portal.browser();
        WebPortal.expect(send(stranger, "/login", own, body(stranger.token())), 302);
    }

    @Test
    void getWhenAnyThenChangesNothing() {
        String fields = body(owner.token());
        Routes routes = Routes.of(portal);
        List<String> paths =
                ids().stream().flatMap(id -> routes.paths(handle, id).stream()).distinct().toList();
        Snapshot before = portal.snapshot();
        for (Browser browser : List.of(owner, half, portal.browser())) {
            for (String path : paths) {
                for (String query : List.of("", "?" + fields, "?edited&step=turn-off&first")) {
                    browser.copy().get(path + query);
                }
                Map<String, String> headers = Map.of("Cookie", browser.cookieHeader());
                portal.wire().send("HEAD", path + "?" + fields, headers, "");
                portal.wire().send("OPTIONS", path + "?" + fields, headers, "");
            }
        }
        for (String what :
                List.of("enrol", "turn-off", "add", "rename", "remove", "recovery-codes")) {
            owner.get("/account/security?confirm=" + what + "&target=" + ids().getFirst());
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    private void refused(Map<String, String> headers, String body) {
        refused(owner, headers, body);
        refused(half, headers, body);
    }

    private void refused(Browser browser, Map<String, String> headers, String body) {
        Snapshot before = portal.snapshot();
        for (String path : paths()) {
            Answer answer = send(browser, path, headers, body);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.words()).contains("Reference");
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    private Answer send(Browser browser, String path, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!browser.cookies().isEmpty()) {
            all.put("Cookie", browser.cookieHeader());
        }
        return portal.wire().send("POST", path, all, body);
    }

    /// Right values for the fields of every form at once.
    private String body(String token) {
        String other = "nine green bottles on a wall";
        return Browser.encoded(
                "_csrf", token,
                "username", "admin",
                "password", WebPortal.PASSWORD,
                "currentPassword", WebPortal.PASSWORD,
                "newPassword", other,
                "confirmPassword", other,
                "code", portal.nextCode(secret),
                "purpose", "recovery-codes",
                "target", "",
                "method", "authenticator",
                "name", "Tablet",
                "theme", "dark",
                "saved", "true",
                "number", "1002",
                "email", "b@example.com",
                "version", portal.version(WebPortal.EXTENSION),
                "reason", "x",
                "next", "/");
    }

    private List<String> paths() {
        return Forms.FIELDS.keySet().stream()
                .flatMap(path -> ids().stream().map(id -> Forms.address(path, handle, id)))
                .distinct()
                .toList();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (String sql :
                List.of(
                        "select id from totp",
                        "select id from notice",
                        "select digest from session")) {
            ids.addAll(portal.jdbc().sql(sql).query(String.class).list());
        }
        return ids;
    }
}
