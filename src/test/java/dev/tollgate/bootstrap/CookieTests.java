package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import java.time.Duration;
import java.util.HashSet;
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

@ParameterizedClass
@EnumSource(TestStore.class)
class CookieTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String SHAPE =
            "(tollgate|tollgate-login)=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax";
    private static final String CSRF =
            "tollgate-csrf=[0-9a-f-]{36}; Path=/; HttpOnly; SameSite=Lax";

    @Parameter TestStore store;

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.of(store);
    }

    @Test
    void cookieWhenSetOnLoopbackThenHasNameAndFlags() {
        Browser browser = portal.browser();
        assertThat(browser.get("/login").setCookies()).singleElement().asString().matches(CSRF);
        Answer in = browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(set(in, "tollgate")).matches(SHAPE);

        portal.turnOn(browser);
        Answer half =
                portal.browser()
                        .post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(set(half, "tollgate-login")).matches(SHAPE);
        assertThat(half.setCookies()).noneMatch(cookie -> cookie.startsWith("tollgate="));

        Answer theme = browser.post("/account/theme", "theme", "dark");
        assertThat(set(theme, "tollgate-theme")).contains("Path=/", "HttpOnly", "SameSite=Lax");
    }

    /// A cookie on an answer that caches keep would be handed to everybody behind the cache.
    @Test
    void cookieWhenAnswerHasNoFormThenNotSet() {
        for (String path :
                List.of("/assets/tollgate.css", "/actuator/health", "/", "/assets/nothing.css")) {
            assertThat(portal.browser().get(path).setCookies()).as(path).isEmpty();
        }
    }

    @Test
    void sessionIdWhenMadeThenNeverTheSame() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ids.add(portal.loggedIn().cookies().get("tollgate"));
        }
        assertThat(ids).hasSize(20);
    }

    @Test
    void sessionIdWhenMadeUpThenNotAdopted() {
        String madeUp = "M".repeat(43);
        Browser browser = portal.browser();
        browser.cookies().put("tollgate", madeUp);
        browser.cookies().put("tollgate-login", madeUp);
        WebPortal.expect(
                browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD), 302);
        assertThat(browser.cookies().get("tollgate")).isNotEqualTo(madeUp);
        browser.cookies().put("tollgate", madeUp);
        assertThat(browser.get("/").location()).startsWith("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"%s\"",
                "%s ",
                "%s=",
                "%sA",
                "%s%%20",
                "A%s",
                "null",
                "../../x",
                "' or 1=1 --",
                "{\"a\":1}"
            })
    void sessionIdWhenDeformedThenNobodysAndNoFailure(String form) {
        String id = portal.loggedIn().cookies().get("tollgate");
        String value = form.formatted(form.startsWith("\"") ? id.substring(1) : id);
        Answer answer =
                portal.wire()
                        .send(
                                "GET",
                                "/account/security",
                                Map.of("Cookie", "tollgate=" + value),
                                "");
        if (!form.equals("%s ")) {
            assertThat(answer.location()).startsWith("/login");
        }
    }

    @Test
    void cookieWhenItComesTwiceThenNone() {
        String id = portal.loggedIn().cookies().get("tollgate");
        for (String twice :
                List.of(
                        "tollgate=%s; tollgate=%s",
                        "tollgate=%s; tollgate=x",
                        "tollgate=x; tollgate=%s",
                        "tollgate=; tollgate=%s")) {
            Answer answer =
                    portal.wire().send("GET", "/", Map.of("Cookie", twice.formatted(id, id)), "");
            assertThat(answer.location()).as(twice).startsWith("/login");
        }
        String two = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
        Answer answer =
                portal.wire()
                        .send(
                                two
                                        + "Cookie: tollgate="
                                        + id
                                        + "\r\nCookie: tollgate="
                                        + id
                                        + "\r\n\r\n");
        assertThat(answer.location()).startsWith("/login");
    }

    @Test
    void halfSessionCookieWhenItComesTwiceThenNone() {
        portal.turnOn(portal.loggedIn());
        String half = portal.afterPassword().cookies().get("tollgate-login");
        String twice = "tollgate-login=" + half + "; tollgate-login=" + half;
        Answer answer = portal.wire().send("GET", "/login/code", Map.of("Cookie", twice), "");
        assertThat(answer.location()).isEqualTo("/login");
    }

    @Test
    void sessionIdWhenPasswordShownAgainThenNewAndOldDead() {
        Browser browser = portal.loggedIn();
        Browser old = browser.copy();
        WebPortal.expect(
                browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD), 302);
        assertDead(old, browser);
    }

    @Test
    void sessionIdWhenPasswordShownAgainWronglyThenLives() {
        Browser browser = portal.loggedIn();
        WebPortal.expect(browser.post("/login", "username", "admin", "password", "wrong"), 401);
        WebPortal.expect(browser.get("/account/security"), 200);
    }

    @Test
    void sessionIdWhenCodeShownThenNewAndHalfSessionDead() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        Browser half = browser.copy();
        WebPortal.expect(browser.post("/login/code", "code", portal.nextCode(secret)), 302);
        assertThat(browser.cookies().get("tollgate"))
                .isNotEqualTo(half.cookies().get("tollgate-login"));
        assertThat(browser.cookies()).doesNotContainKey("tollgate-login");
        WebPortal.expect(half.copy().get("/login/code"), 401);
        WebPortal.expect(half.copy().post("/login/code", "code", portal.nextCode(secret)), 401);
        assertThat(half.get("/").location()).startsWith("/login");
    }

    @Test
    void sessionIdWhenFactorsOrPasswordChangeThenNewAndOldDead() {
        Browser browser = portal.loggedIn();
        Browser old = browser.copy();
        TotpSecret secret = portal.turnOn(browser);
        assertDead(old, browser);

        Browser beforeSecond = browser.copy();
        WebPortal.expect(portal.confirm(browser, "add", "", portal.nextCode(secret)), 302);
        String page = browser.post("/account/security/authenticators/add").location();
        TotpSecret second = portal.secret(browser, page);
        WebPortal.expect(browser.post(page, "code", portal.code(second), "name", "Tablet"), 302);
        assertDead(beforeSecond, browser);

        Browser beforeRemoval = browser.copy();
        String id =
                portal.jdbc()
                        .sql("select id from totp where name = 'Tablet'")
                        .query(String.class)
                        .single();
        WebPortal.expect(portal.confirm(browser, "remove", id, portal.nextCode(secret)), 302);
        assertDead(beforeRemoval, browser);

        Browser beforePassword = browser.copy();
        String other = "nine green bottles on a wall";
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
        assertDead(beforePassword, browser);
    }

    @Test
    void sessionIdWhenTwoFactorTurnedOffThenNewAndOldDead() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        Browser old = browser.copy();
        WebPortal.expect(portal.confirm(browser, "turn-off", "", portal.nextCode(secret)), 302);
        WebPortal.expect(browser.post("/account/security/turn-off"), 302);
        assertDead(old, browser);
    }

    /// AP-18: the cookie of a second login took the place of the code.
    ///
    /// Each of two logins is at another step; every mixture of their cookies opens no more than it
    /// did.
    @Test
    void cookieWhenSwappedBetweenTwoLoginsThenOpensNothing() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser first = portal.afterPassword();
        Browser second = portal.afterPassword();
        String halfOfFirst = first.cookies().get("tollgate-login");
        String halfOfSecond = second.cookies().get("tollgate-login");
        WebPortal.expect(second.post("/login/code", "code", portal.nextCode(secret)), 302);
        String session = second.cookies().get("tollgate");

        assertThat(with("tollgate", halfOfFirst).get("/").location()).startsWith("/login");
        assertThat(with("tollgate", halfOfSecond).get("/").location()).startsWith("/login");
        assertThat(with("tollgate-login", session).get("/").location()).startsWith("/login");
        WebPortal.expect(with("tollgate-login", session).get("/login/code"), 401);
        WebPortal.expect(with("tollgate-login", halfOfSecond).get("/login/code"), 401);
        WebPortal.expect(with("tollgate-login", halfOfFirst).get("/login/code"), 200);
        assertThat(with("tollgate-theme", session).get("/").location()).startsWith("/login");
        assertThat(with("tollgate-csrf", session).get("/").location()).startsWith("/login");
    }

    /// The answer to a late request must not take away the cookie that a faster one has brought.
    @Test
    void cookieWhenItsSessionIsOverThenLeftAlone() {
        Browser browser = portal.loggedIn();
        Browser late = portal.browser();
        late.cookies().put("tollgate", browser.cookies().get("tollgate"));
        portal.turnOn(browser);

        Answer answer = late.get("/account/security");

        assertThat(answer.location()).startsWith("/login?why=session-ended");
        assertThat(answer.setCookies()).noneMatch(cookie -> cookie.startsWith("tollgate="));
    }

    @Test
    void sessionWhenLoggedOutThenDeadAtTheServer() {
        Browser browser = portal.loggedIn();
        Browser thief = browser.copy();
        Answer out = browser.post("/logout");
        assertThat(browser.cookies()).doesNotContainKeys("tollgate", "tollgate-login");
        assertThat(out.location()).isEqualTo("/login?why=logged-out");
        assertThat(thief.get("/").location()).startsWith("/login");
        assertThat(portal.snapshot().rows().get("session")).isEmpty();
    }

    @Test
    void halfSessionWhenNotMineThenDeadAtTheServer() {
        portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        Browser thief = browser.copy();
        WebPortal.expect(browser.post("/logout"), 302);
        assertThat(thief.get("/login/code").status()).isEqualTo(401);
        assertThat(thief.get("/login/code").location()).isEqualTo("/login");
    }

    /// AP-18: a reload after the half-session had run out logged in.
    ///
    /// Once the half-session is over, every way leads to the password and none in.
    @Test
    void halfSessionWhenFiveMinutesOldThenOverAndReloadLogsNobodyIn() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        portal.clock.advance(Duration.ofMinutes(5));
        Browser reload = browser.copy();
        Answer over = browser.get("/login/code");
        WebPortal.expect(over, 401);
        assertThat(over.body()).contains("value=\"admin\"");
        WebPortal.expect(reload.post("/login/code", "code", portal.nextCode(secret)), 401);
        assertThat(reload.get("/login/code").location()).isEqualTo("/login");
        assertThat(reload.get("/").location()).startsWith("/login");
    }

    private Browser with(String name, String value) {
        Browser browser = portal.browser();
        browser.token();
        browser.cookies().put(name, value);
        return browser;
    }

    private static void assertDead(Browser old, Browser current) {
        assertThat(current.cookies().get("tollgate")).isNotEqualTo(old.cookies().get("tollgate"));
        assertThat(old.copy().get("/account/security").location()).startsWith("/login");
        WebPortal.expect(current.get("/account/security"), 200);
    }

    private static String set(Answer answer, String name) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String cookie : answer.setCookies()) {
            assertThat(found.put(cookie.substring(0, cookie.indexOf('=')), cookie)).isNull();
        }
        return found.get(name);
    }
}
