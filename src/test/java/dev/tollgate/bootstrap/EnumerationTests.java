package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody learns from the login who is there.
class EnumerationTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    /// `-Denumeration.pairs=1000` for the long form, which is held to a narrower bound.
    private static final int PAIRS = Integer.getInteger("enumeration.pairs", 100);

    private static final double BOUND = PAIRS < 1_000 ? 0.1 : 0.05;
    private static final int ROUNDS = 3;
    private static final Duration PAST_ALL_WAITS = Duration.ofMinutes(20);

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "",
                "\u0000",
                "Correct horse battery staple",
                "correct horse battery staple ",
                WebPortal.PASSWORD
                        + WebPortal.PASSWORD
                        + WebPortal.PASSWORD
                        + WebPortal.PASSWORD
                        + WebPortal.PASSWORD
            })
    void answerWhenUnknownWrongOrDisabledThenTheSame(String password) {
        Shown unknown = login("nobody", password);
        Shown wrong = login("admin", password);
        assertThat(wrong).isEqualTo(unknown);
        assertThat(unknown.status()).isEqualTo(401);

        portal.jdbc().sql("update account set status = 'DISABLED'").update();
        assertThat(login("admin", password)).isEqualTo(unknown);
        assertThat(login("admin", WebPortal.PASSWORD)).isEqualTo(unknown);
    }

    @Test
    void answerWhenThrottledThenTheSame() {
        for (int i = 0; i < 5; i++) {
            login("nobody", "x");
            login("admin", "x");
        }
        Shown unknown = login("nobody", "x");
        assertThat(unknown.status()).isEqualTo(429);
        assertThat(login("admin", "x")).isEqualTo(unknown);
        assertThat(login("admin", WebPortal.PASSWORD)).isEqualTo(unknown);
    }

    @Test
    void answerWhenTwoFactorIsOnThenSameUntilThePasswordIsRight() {
        Shown without = login("admin", "x");
        portal.turnOn(portal.loggedIn());
        assertThat(login("admin", "x")).isEqualTo(without);
        Answer code = portal.browser().get("/login/code");
        assertThat(code.location()).isEqualTo("/login");
        Answer right =
                portal.browser()
                        .post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(right.location()).isEqualTo("/login/code");
    }

    @Test
    void recordWhenNameIsUnknownThenDoesNotHoldIt() {
        login("secretly-typed-password", "x");
        assertThat(portal.snapshot().rows().toString()).doesNotContain("secretly-typed");
    }

    /// The chance that an unknown name takes longer than a known one is a coin's. Best of some
    /// rounds: a machine that is busy with something else proves nothing.
    @Test
    void timeWhenNameIsUnknownThenThatOfAKnownOne() {
        List<Double> areas = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double area = area();
            areas.add(area);
            if (Math.abs(area - 0.5) <= BOUND) {
                break;
            }
        }
        System.out.println(PAIRS + " pairs of known and unknown names, areas: " + areas);
        assertThat(areas)
                .as("areas under the curve")
                .anyMatch(area -> Math.abs(area - 0.5) <= BOUND);
    }

    private double area() {
        Browser browser = portal.browser();
        browser.token();
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            boolean knownFirst = i % 2 == 0;
            (knownFirst ? known : unknown).add(time(browser, knownFirst ? "admin" : "nobody" + i));
            (knownFirst ? unknown : known).add(time(browser, knownFirst ? "nobody" + i : "admin"));
        }
        return area(known, unknown);
    }

    private long time(Browser browser, String name) {
        portal.clock.advance(PAST_ALL_WAITS);
        long before = System.nanoTime();
        WebPortal.expect(browser.post("/login", "username", name, "password", "wrong"), 401);
        return System.nanoTime() - before;
    }

    /// Of all pairs, the share in which the first is quicker.
    private static double area(List<Long> some, List<Long> others) {
        double quicker = 0;
        for (long one : some) {
            for (long other : others) {
                quicker += one < other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return quicker / some.size() / others.size();
    }

    private Shown login(String name, String password) {
        Browser browser = portal.browser();
        Answer answer = browser.post("/login", "username", name, "password", password);
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        headers.remove("date");
        // Tomcat ends each connection after its hundredth request.
        headers.remove("connection");
        String body =
                answer.body()
                        .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "")
                        .replace("value=\"" + name + "\"", "value=\"NAME\"");
        return new Shown(answer.status(), headers, body);
    }

    private record Shown(int status, Map<String, List<String>> headers, String body) {}
}
