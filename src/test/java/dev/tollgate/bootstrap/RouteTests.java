package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.DatabaseClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Walks every address by every method as somebody who is not logged in, or not enough.
@ParameterizedClass
@EnumSource(TestStore.class)
class RouteTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Set<Integer> REFUSED = Set.of(400, 403, 404, 405);

    @Parameter TestStore store;

    private WebPortal portal;
    private Routes routes;

    @BeforeEach
    void open() {
        portal = PORTALS.of(store);
        routes = Routes.of(portal);
    }

    /// PP-1: an address that nobody thought of answered before the login.
    ///
    /// A new address for everybody has to be written down here.
    @Test
    void publicListWhenReadThenHoldsWhatItShould() {
        assertThat(SecurityConfiguration.PUBLIC_READS)
                .containsExactly(
                        "/login",
                        "/login/code",
                        "/login/recovery-code",
                        "/login/forgot",
                        "/login/reset",
                        "/invitation",
                        "/confirm-email",
                        "/setup",
                        "/assets/**",
                        "/actuator/health");
        assertThat(SecurityConfiguration.PUBLIC_WRITES)
                .containsExactly(
                        "/login",
                        "/login/code",
                        "/login/recovery-code",
                        "/login/forgot",
                        "/login/reset",
                        "/invitation",
                        "/confirm-email",
                        "/logout",
                        "/setup");
    }

    @Test
    void publicRouteWhenOpenedByNobodyThenAnswersThis() {
        portal.get(DatabaseClock.class).compare();
        // The clock of the test is not that of a database which has one, so the node is left out.
        String health = store == TestStore.SQLITE ? "200" : "503";
        assertThat(publicAnswers(portal.browser()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("GET /actuator/health", health),
                                Map.entry("GET /assets/nothing.css", "404"),
                                Map.entry("GET /assets/tollgate.css", "200"),
                                Map.entry("GET /confirm-email", "410"),
                                Map.entry("GET /invitation", "410"),
                                Map.entry("GET /login", "200"),
                                Map.entry("GET /login/code", "302 /login"),
                                Map.entry("GET /login/forgot", "200"),
                                Map.entry("GET /login/recovery-code", "302 /login"),
                                Map.entry("GET /login/reset", "410"),
                                Map.entry("GET /setup", "410"),
                                Map.entry("POST /confirm-email", "410"),
                                Map.entry("POST /invitation", "410"),
                                Map.entry("POST /login", "401"),
                                Map.entry("POST /login/code", "302 /login"),
                                Map.entry("POST /login/forgot", "200"),
                                Map.entry("POST /login/recovery-code", "302 /login"),
                                Map.entry("POST /login/reset", "410"),
                                Map.entry("POST /logout", "302 /login"),
                                Map.entry("POST /setup", "410")));
    }

    /// PP-14: an address answered without a login.
    @Test
    void routeWhenOpenedWithoutSessionThenLeadsToLogin() {
        Browser browser = portal.browser();
        Snapshot before = portal.snapshot();

        walkProtected(browser, routes.paths("A".repeat(43), "1"));

        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// AP-10, AP-28: the password alone opened pages, or the sheet of recovery codes.
    ///
    /// With everything in place that a hole would change: a pending authenticator, a notice,
    /// sessions.
    @Test
    void routeWhenOpenedWithHalfSessionThenOnlyTheSecondStepAnswers() {
        Browser owner = portal.browser();
        TotpSecret secret = prepare(owner);
        Browser half = portal.afterPassword();
        Snapshot before = portal.snapshot();

        walkProtected(half, realPaths());

        assertThat(portal.snapshot().changesSince(before)).isEmpty();
        WebPortal.expect(half.get("/login/code"), 200);
        WebPortal.expect(half.post("/login/code", "code", portal.nextCode(secret)), 302);
    }

    /// The ways in which a session dies.
    enum Death {
        NEVER_LIVED {
            @Override
            void kill(WebPortal portal, Browser browser) {
                browser.cookies().put("tollgate", "A".repeat(43));
            }
        },
        LOGGED_OUT {
            @Override
            void kill(WebPortal portal, Browser browser) {
                WebPortal.expect(browser.copy().post("/logout"), 302);
            }
        },
        IDLE {
            @Override
            void kill(WebPortal portal, Browser browser) {
                portal.clock.advance(Duration.ofMinutes(15));
            }
        },
        TOO_OLD {
            @Override
            void kill(WebPortal portal, Browser browser) {
                portal.jdbc().sql("update session set created_at = created_at - 43200000").update();
            }
        },
        OTHER_EPOCH {
            @Override
            void kill(WebPortal portal, Browser browser) {
                portal.jdbc().sql("update account set epoch = epoch + 1").update();
            }
        },
        ACCOUNT_DISABLED {
            @Override
            void kill(WebPortal portal, Browser browser) {
                portal.jdbc().sql("update account set status = 'DISABLED'").update();
            }
        },
        SECOND_FACTOR_NOT_SHOWN {
            @Override
            void kill(WebPortal portal, Browser browser) {
                portal.jdbc().sql("update session set second_factor_at = null").update();
            }
        };

        abstract void kill(WebPortal portal, Browser browser);
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void routeWhenOpenedWithDeadSessionThenLeadsToLogin(Death death) {
        Browser browser = portal.browser();
        prepare(browser);
        List<String> paths = realPaths();
        death.kill(portal, browser);
        String dead = browser.cookies().get("tollgate");
        Snapshot before = portal.snapshot();

        for (String path : paths) {
            for (String method : List.of("GET", "POST")) {
                if (!Routes.isPublic(method, path)) {
                    browser.cookies().put("tollgate", dead);
                    Answer answer = send(browser, method, path);
                    assertThat(answer.status()).as(method + " " + path).isEqualTo(302);
                    assertThat(answer.location()).startsWith("/login?why=session-ended");
                    // It opens nothing; taking it away could take a live one that came meanwhile.
                    assertThat(browser.cookies()).containsEntry("tollgate", dead);
                }
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void routeWhenPasswordChangeIsDueThenNothingElseAnswers() {
        Browser browser = portal.browser();
        prepare(browser);
        List<String> paths = realPaths();
        portal.jdbc().sql("update account set must_change_password = 1").update();
        Snapshot before = portal.snapshot();

        for (String path : paths) {
            for (String method : Routes.METHODS) {
                if (!Routes.isPublic(method, path) && !path.equals("/account/password")) {
                    Answer answer = send(browser, method, path);
                    String what = method + " " + path + " answers " + answer.location();
                    if (method.equals("GET")) {
                        assertThat(answer.location()).as(what).isEqualTo("/account/password");
                    } else {
                        assertThat(answer.status()).as(what).isIn(REFUSED);
                    }
                }
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
        WebPortal.expect(browser.get("/account/password"), 200);
    }

    /// PP-17: the login of one extension was the first step to the whole system.
    ///
    /// Extension users have their own account and nothing of anybody else's.
    @Test
    void routeWhenOpenedByExtensionUserThenAdministrationIsClosed() {
        Browser owner = portal.loggedIn();
        Browser employee = portal.employee(portal.addExtension(owner));
        WebPortal.expect(employee.get("/account/security"), 200);
        Snapshot before = portal.snapshot();

        for (String path : routes.paths("A".repeat(43), "1")) {
            for (String method : Routes.METHODS) {
                if (path.startsWith("/extensions") || path.startsWith("/actuator/h")) {
                    Answer answer = send(employee, method, path);
                    if (!Routes.isPublic(method, path)) {
                        assertThat(answer.status()).as(method + " " + path).isIn(REFUSED);
                    }
                }
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
        assertThat(employee.get("/").body()).doesNotContain("/extensions");
    }

    /// Ids of somebody else's authenticators, notices, sessions and pages.
    @Test
    void thingWhenItIsAnothersThenUntouched() {
        Browser owner = portal.loggedIn();
        Browser employee = portal.employee(portal.addExtension(owner));
        prepareFactors(owner);
        String handle = handle();
        Snapshot before = portal.snapshot();

        for (String id : ids()) {
            if (id.equals(ownSession(employee))) {
                continue;
            }
            for (String pattern : Forms.FIELDS.keySet()) {
                if (pattern.startsWith("/account") && pattern.contains("{")) {
                    String path = Forms.address(pattern, handle, id);
                    Answer answer = send(employee, "POST", path);
                    assertThat(answer.status()).as(path).isEqualTo(302);
                    assertThat(answer.location()).as(path).doesNotContain("edited");
                }
            }
            employee.get("/account/security/authenticator/" + handle);
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions/%s/log-out",
                "trusted-devices/%s/remove",
                "authenticators/%s/rename",
                "authenticators/%s/remove",
                "authenticators/%s/replace"
            })
    void thingWhenNotThereThenThePageSaysSo(String act) {
        Browser owner = portal.loggedIn();
        Answer answer = owner.post("/account/security/" + act.formatted("x"), "name", "Phone");
        assertThat(owner.follow(answer).words())
                .contains("That is no longer there. Nothing has been changed.");
    }

    private static String ownSession(Browser browser) {
        return Token.parse(browser.cookies().get("tollgate")).orElseThrow().digest();
    }

    /// PP-13: an address written otherwise went past the check of its path, twice.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s;x",
                "%s;jsessionid=1",
                "%s/",
                "%s//",
                "%s.",
                "%s/.",
                "%s%%20",
                "%s%%00",
                "%s%%0a",
                "%s.css",
                "%s.json",
                "%s?x",
                "%s#x",
                "/%s",
                "/.%s",
                "/%%2e%s",
                "/%%2f%s",
                "/login/..%s",
                "/login/%%2e%%2e%s",
                "/assets/..%s",
                "/assets/..;%s",
                "/assets/%%2e%%2e%s",
                "/assets/%%252e%%252e%s",
                "/assets/.%%2e%s",
                "/assets/..\\%s",
                "/actuator/health/..%s",
                "/setup/..%s",
                "/;%s",
                "http://127.0.0.1%s",
                "http://evil.example%s",
                "//evil.example%s"
            })
    void routeWhenDisguisedThenStillClosed(String disguise) {
        Browser owner = portal.browser();
        prepare(owner);
        Browser stranger = portal.browser();
        Snapshot before = portal.snapshot();

        for (String path : routes.paths(handle(), ids().getFirst())) {
            if (!Routes.isPublic("GET", path) && !Routes.isPublic("POST", path)) {
                closed(stranger, disguise.formatted(path));
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// PP-13: an address written otherwise went past the check of its path, twice.
    @ParameterizedTest
    @ValueSource(strings = {"%%2f", "%%252f", "%%5c", "%%255c", "\\", "/./", "//", "/%%2e/", "/;/"})
    void routeWhenItsSlashesAreDisguisedThenStillClosed(String slash) {
        Browser stranger = portal.browser();
        Snapshot before = portal.snapshot();

        for (String path : routes.paths("A".repeat(43), "1")) {
            String tail = path.substring(1);
            if (tail.contains("/") && !Routes.isPublic("GET", path)) {
                closed(stranger, "/" + tail.replace("/", slash.formatted()));
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void routeWhenWrittenInOtherLettersThenStillClosed() {
        Browser stranger = portal.browser();
        for (String path : routes.paths("A".repeat(43), "1")) {
            if (path.length() > 1 && !Routes.isPublic("GET", path)) {
                closed(stranger, path.toUpperCase(java.util.Locale.ROOT));
                closed(stranger, path.replaceFirst("a", "%61"));
                closed(stranger, path.replaceFirst("a", "%2561"));
                closed(stranger, path.replaceFirst("a", "%c1%a1"));
            }
        }
    }

    @Test
    void methodWhenOverriddenByFieldOrHeaderThenStaysWhatItIs() {
        Browser browser = portal.browser();
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            String page = "/account/security/turn-off";
            for (Answer answer :
                    List.of(
                            browser.post(page + "?_method=" + method),
                            browser.post(page, "_method", method))) {
                assertThat(answer.location()).isEqualTo("/login");
            }
            Answer byHeader =
                    portal.wire()
                            .send(
                                    "POST",
                                    "/account/security",
                                    headers(browser, Map.of("X-HTTP-Method-Override", method)),
                                    token(browser));
            assertThat(byHeader.location()).isEqualTo("/login");
        }
    }

    /// Two-factor authentication on, one authenticator being added, a notice unread.
    private TotpSecret prepare(Browser owner) {
        owner.cookies().putAll(portal.loggedIn().cookies());
        portal.addExtension(owner);
        return prepareFactors(owner);
    }

    private TotpSecret prepareFactors(Browser owner) {
        TotpSecret secret = portal.turnOn(owner);
        pendingPage = pending(owner);
        return secret;
    }

    private String pendingPage = "";

    private String pending(Browser owner) {
        Answer answer = owner.post("/account/security/authenticators/add");
        if (!answer.location().startsWith("/account/security/authenticator/")) {
            portal.jdbc()
                    .sql("update session set password_at = :now, second_factor_at = :now")
                    .param("now", portal.clock.millis())
                    .update();
            answer = owner.post("/account/security/authenticators/add");
        }
        assertThat(answer.location()).startsWith("/account/security/authenticator/");
        return answer.location();
    }

    /// Every path with the ids of things that are there.
    private List<String> realPaths() {
        String handle = handle();
        return ids().stream().flatMap(id -> routes.paths(handle, id).stream()).distinct().toList();
    }

    /// The random part of the address of the page with the QR code.
    private String handle() {
        return pendingPage.substring(pendingPage.lastIndexOf('/') + 1);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        ids.addAll(column("select id from totp"));
        ids.addAll(column("select id from notice"));
        ids.addAll(column("select digest from session"));
        assertThat(ids).hasSizeGreaterThanOrEqualTo(3);
        return ids;
    }

    private List<String> column(String sql) {
        return portal.jdbc().sql(sql).query((row, _) -> row.getString(1)).list();
    }

    private void walkProtected(Browser browser, List<String> paths) {
        for (String path : paths) {
            for (String method : Routes.METHODS) {
                if (!Routes.isPublic(method, path)) {
                    assertLeadsToLogin(method, path, send(browser, method, path));
                }
            }
        }
    }

    private static void assertLeadsToLogin(String method, String path, Answer answer) {
        String what = method + " " + path;
        String next =
                method.equals("GET") && !path.equals("/")
                        ? "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)
                        : "";
        if (answer.status() == 302) {
            assertThat(answer.location()).as(what).isEqualTo("/login" + next);
        } else {
            assertThat(answer.status()).as(what).isIn(REFUSED);
        }
    }

    private Map<String, String> publicAnswers(Browser browser) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : routes.paths("A".repeat(43), "1")) {
            for (String method : List.of("GET", "POST")) {
                if (Routes.isPublic(method, path)) {
                    Answer answer = send(browser, method, path);
                    answers.put(
                            method + " " + path,
                            (answer.status() + " " + answer.location()).strip());
                }
            }
        }
        return answers;
    }

    /// With a token of the form, so that it is not the token's lack that closes.
    private Answer send(Browser browser, String method, String path) {
        String body =
                Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(method) ? "" : token(browser);
        Answer answer = portal.wire().send(method, path, headers(browser, Map.of()), body);
        answer.setCookies().forEach(browser::keep);
        return answer;
    }

    private void closed(Browser stranger, String target) {
        for (String method : List.of("GET", "POST")) {
            Answer answer = send(stranger, method, target);
            String what = method + " " + target + " answers " + answer.status();
            if (answer.status() == 302) {
                assertThat(answer.location()).as(what).startsWith("/login");
            } else {
                assertThat(answer.status()).as(what).isIn(REFUSED);
            }
        }
    }

    private static Map<String, String> headers(Browser browser, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        browser.token();
        headers.put("Cookie", browser.cookieHeader());
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return headers;
    }

    private static String token(Browser browser) {
        return Browser.encoded("_csrf", browser.token());
    }
}
