package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.totp.TotpSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    /// What every answer has, whoever gives it.
    static final Map<String, String> EVERYWHERE =
            Map.of(
                    "content-security-policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                            + " object-src 'none'; frame-ancestors 'none'",
                    "x-content-type-options",
                    "nosniff",
                    "x-frame-options",
                    "DENY",
                    "referrer-policy",
                    "same-origin",
                    "permissions-policy",
                    "camera=(), geolocation=(), microphone=(), payment=()",
                    "cross-origin-opener-policy",
                    "same-origin",
                    "cross-origin-resource-policy",
                    "same-origin",
                    "cache-control",
                    "no-store");

    private static final List<String> NOWHERE =
            List.of(
                    "server",
                    "x-powered-by",
                    "via",
                    "x-application-context",
                    "access-control-allow-origin",
                    "access-control-allow-credentials",
                    "strict-transport-security",
                    "etag",
                    "pragma",
                    "expires");

    private WebPortal portal;
    private Wire wire;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        wire = portal.wire();
    }

    @Test
    void headersWhenAnyAnswerThenComplete() {
        Browser browser = portal.loggedIn();
        portal.turnOn(browser);
        for (String path : Routes.of(portal).paths("A".repeat(43), "1")) {
            for (String method : Routes.METHODS) {
                assertComplete(method + " " + path, wire.send(method, path, Map.of(), ""), path);
            }
            if (!path.contains("log")) {
                assertComplete("own " + path, browser.get(path), path);
                assertComplete("post " + path, browser.post(path), path);
            }
        }
    }

    /// By whom each of them is refused: Tomcat's connector, its parser of cookies or parameters,
    /// Spring's firewall, and our own filters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1|Host: h",
                "GET /%00 HTTP/1.1|Host: h",
                "GET /a%2fb HTTP/1.1|Host: h",
                "GET /a\\b HTTP/1.1|Host: h",
                "GET /login?a=%zz HTTP/1.1|Host: h",
                "GET /login?a=%ff HTTP/1.1|Host: h",
                "GET /login;a HTTP/1.1|Host: h",
                "GET //login HTTP/1.1|Host: h",
                "GET /login HTTP/1.1|X: y",
                "GET /login HTTP/1.1|Host: a|Host: b",
                "GET /login HTTP/1.1|Host: a b",
                "GET /login HTTP/9.9|Host: h",
                "GET http://other.example/ HTTP/1.1|Host: h",
                "GET * HTTP/1.1|Host: h",
                "BREW /login HTTP/1.1|Host: h",
                "TRACE /login HTTP/1.1|Host: h",
                "TRACE /login HTTP/1.1|Host: h|Cookie: tollgate=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "CONNECT /login HTTP/1.1|Host: h",
                "GET /login HTTP/1.1|Host: h|Transfer-Encoding: nonsense",
                "POST /login HTTP/1.1|Host: h|Content-Length: -1",
                "POST /login HTTP/1.1|Host: h|Content-Length: 1|Content-Length: 2",
                "POST /login HTTP/1.1|Host: h|Content-Length: 0|Content-Type: nonsense",
                "GET /login HTTP/1.1|Host: h|Range: bytes=99-1",
                "GET /login HTTP/1.1|Host: h|Accept: nonsense",
                "GET /login HTTP/1.1|Host: h|Accept: application/json",
                "GET /nothing.json HTTP/1.1|Host: h|Accept: application/json",
                "GET /login HTTP/1.1|Host: h|Accept-Language: ../../etc",
                "GET /login HTTP/1.1|Host: h|Cookie: =;=;\u0001",
                "GET /login HTTP/1.1|Host: h|Expect: nonsense",
                "GET /login HTTP/1.1|Host: h|Upgrade: websocket|Connection: Upgrade",
                "GET /login HTTP/1.0|Host: h",
                "GET /login HTTP/1.0"
            })
    void headersWhenRequestIsRefusedThenComplete(String request) {
        String lines = request.replace("|", "\r\n");
        String closing = lines.contains("Connection:") ? "" : "\r\nConnection: close";
        Answer answer =
                lines.contains("Upgrade:")
                        ? wire.send(lines.replace("Upgrade\r\n", "") + ", close\r\n\r\n")
                        : wire.send(lines + closing + "\r\n\r\n");
        assertComplete(request, answer, "");
        assertThat(answer.status()).isNotEqualTo(500);
        assertThat(answer.body().toLowerCase(Locale.ROOT))
                .doesNotContain("tomcat", "apache", "exception", "spring", "style=", "<style");
    }

    @Test
    void headersWhenHeaderOrBodyIsTooLargeThenComplete() {
        Answer header = wire.send("GET", "/login", Map.of("X", "a".repeat(20_000)), "");
        assertComplete("header", header, "");
        assertThat(header.status()).isIn(400, 431);
        Browser browser = portal.browser();
        for (int size : List.of(100_000, 1_000_000, 3_000_000)) {
            String body = Browser.encoded("_csrf", browser.token()) + "&a=" + "a".repeat(size);
            Answer answer =
                    wire.send(
                            "POST",
                            "/login",
                            Map.of(
                                    "Cookie",
                                    browser.cookieHeader(),
                                    "Content-Type",
                                    "application/x-www-form-urlencoded"),
                            body);
            WebPortal.expect(answer, 413);
            assertComplete("body of " + size, answer, "");
            assertThat(answer.words()).contains("That was too large", "Reference");
        }
    }

    @Test
    void headersWhenThrottledThenComplete() {
        Browser browser = portal.browser();
        Answer last = browser.get("/login");
        for (int i = 0; i < 6; i++) {
            last = browser.post("/login", "username", "admin", "password", "wrong");
        }
        WebPortal.expect(last, 429);
        assertComplete("429", last, "");
    }

    @Test
    void staticFileWhenServedThenKeptByCachesAndWithoutCookie() {
        Answer page = portal.browser().get("/login");
        String style = page.find(Pattern.compile("href=\"([^\"]+css)\"")).orElseThrow();
        Answer answer = portal.browser().get(style);
        WebPortal.expect(answer, 200);
        assertThat(answer.header("cache-control")).contains("max-age=31536000");
        assertThat(answer.setCookies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void hostWhenForgedThenNowhereInTheAnswer(String version) {
        Browser browser = portal.loggedIn();
        String forged =
                String.join(
                        "\r\n",
                        "Host: evil.example",
                        "X-Forwarded-Host: evil.example",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-For: 203.0.113.9",
                        "Forwarded: host=evil.example",
                        "X-Original-URL: /login",
                        "X-Rewrite-URL: /login",
                        "");
        for (String path : Routes.of(portal).paths("A".repeat(43), "1")) {
            for (String cookie : List.of("", "Cookie: " + browser.cookieHeader() + "\r\n")) {
                Answer answer =
                        wire.send(
                                "GET "
                                        + path
                                        + " "
                                        + version
                                        + "\r\n"
                                        + forged
                                        + cookie
                                        + "Connection: close\r\n\r\n");
                assertThat(answer.body()).as(path).doesNotContain("evil.example");
                if (!answer.location().isEmpty()) {
                    assertThat(answer.location()).as(path).startsWith("/").doesNotStartWith("//");
                }
                assertThat(answer.headers().toString()).doesNotContain("evil.example", "Secure");
            }
        }
    }

    @Test
    void addressWhenForwardedThenTheSocketsCounts() {
        Browser browser = portal.browser();
        Map<String, String> headers = new LinkedHashMap<>();
        String body = Browser.encoded("_csrf", browser.token(), "username", "x", "password", "y");
        headers.put("Cookie", browser.cookieHeader());
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("X-Forwarded-For", "203.0.113.9");
        headers.put("X-Real-IP", "203.0.113.9");
        headers.put("Forwarded", "for=203.0.113.9");
        WebPortal.expect(wire.send("POST", "/login", headers, body), 401);
        assertThat(
                        portal.jdbc()
                                .sql("select address from audit where kind = 'LOGIN_REFUSED'")
                                .query(String.class)
                                .list())
                .containsExactly("127.0.0.1");
    }

    @Test
    void originWhenForeignThenNotAnswered() {
        Answer answer = wire.send("GET", "/login", Map.of("Origin", "http://evil.example"), "");
        assertThat(answer.headers().toString()).doesNotContain("evil.example");
        Map<String, String> preflight =
                Map.of(
                        "Origin",
                        "http://evil.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x");
        Answer asked = wire.send("OPTIONS", "/login", preflight, "");
        assertThat(asked.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "\\/evil.example",
                "https:evil.example",
                "https://evil.example",
                "http:/evil.example",
                "javascript:alert(1)",
                "/%2f%2fevil.example",
                "%2f%2fevil.example",
                "/%5cevil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/a//evil.example",
                "/a/..//evil.example",
                "/;@evil.example",
                "/@evil.example",
                " //evil.example",
                "/ /evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/\r\nSet-Cookie: a=b",
                "/a\r\nLocation: //evil.example",
                "/\u0000/evil.example",
                "/\u2028/evil.example",
                "/\uff0fevil.example",
                "/#//evil.example",
                "/login?next=//evil.example#",
                "@evil.example",
                ".evil.example",
                "evil.example",
                "?//evil.example",
                "{handle}",
                "/{handle}",
                "redirect://evil.example",
                "forward:/account/security"
            })
    void nextWhenItLeadsAwayThenTheStartPage(String next) {
        Browser browser = portal.browser();
        assertThat(logIn(browser, next)).isEqualTo("/");
        assertThat(browser.get("/login?" + Browser.encoded("next", next)).location())
                .isEqualTo("/");
    }

    @Test
    void nextWhenItLeadsAwayThenTheStartPageAfterTheCodeToo() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.browser();
        assertThat(logIn(browser, "//evil.example")).isEqualTo("/login/code");
        Answer in =
                browser.post("/login/code?next=//evil.example", "code", portal.nextCode(secret));
        assertThat(in.location()).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account/security",
                "/account/security?confirm=add",
                "/account/security/authenticator/-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "/account/security?step=method&first"
            })
    void nextWhenItIsAPageThenLeadsThere(String next) {
        assertThat(logIn(portal.browser(), next)).isEqualTo(next);
    }

    private String logIn(Browser browser, String next) {
        return browser.post(
                        "/login", "username", "admin", "password", WebPortal.PASSWORD, "next", next)
                .location();
    }

    static void assertComplete(String what, Answer answer, String path) {
        Map<String, String> expected = new LinkedHashMap<>(EVERYWHERE);
        if (path.startsWith("/assets/") && answer.status() == 200) {
            expected.put("cache-control", "max-age=31536000");
        }
        expected.forEach(
                (name, value) ->
                        assertThat(answer.header(name)).as(what + ": " + name).contains(value));
        assertThat(answer.headers()).as(what).doesNotContainKeys(NOWHERE.toArray(String[]::new));
    }
}
