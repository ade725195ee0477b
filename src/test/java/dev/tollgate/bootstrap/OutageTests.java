package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.HeldHashing;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.factor.totp.TotpSecret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.Environment;

/// What the portal needs is away: it says so, lets nobody in, and goes on by itself afterwards.
class OutageTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    /// AP-23: what checks could not be reached, and everybody was let in.
    @Test
    void databaseWhenAwayThenSaidInWordsAndNobodyGetsIn() throws Exception {
        WebPortal portal = PORTALS.of(TestStore.POSTGRES);
        Browser owner = portal.loggedIn();
        TotpSecret secret = portal.turnOn(owner);
        Browser half = portal.afterPassword();
        String code = portal.nextCode(secret);
        Browser stranger = portal.browser();
        stranger.token();

        allow(portal, false);
        Map<String, Answer> answers;
        try {
            answers =
                    atOnce(
                            Map.of(
                                    "login page", () -> stranger.copy().get("/login"),
                                    "password", () -> password(stranger.copy()),
                                    "code", () -> half.copy().post("/login/code", "code", code),
                                    "code page", () -> half.copy().get("/login/code"),
                                    "own page", () -> owner.copy().get("/account/security"),
                                    "own act",
                                            () -> owner.copy().post("/account/security/turn-off"),
                                    "log out", () -> owner.copy().post("/logout"),
                                    "health", () -> stranger.copy().get("/actuator/health"),
                                    "file", () -> stranger.copy().get("/assets/tollgate.css")));
        } finally {
            allow(portal, true);
        }

        WebPortal.expect(answers.remove("file"), 200);
        Answer health = answers.remove("health");
        WebPortal.expect(health, 503);
        assertThat(health.body()).isEqualTo("{\"status\":\"DOWN\"}");
        answers.forEach(OutageTests::assertNotReady);

        WebPortal.expect(owner.get("/account/security"), 200);
        WebPortal.expect(half.post("/login/code", "code", code), 302);
        assertThat(password(stranger).location()).isEqualTo("/login/code");
    }

    /// Every place taken: a right password is not refused and not counted, it is asked for
    /// again. A page that hashed would be busy too.
    @Test
    void placesWhenAllTakenThenBusyAndOtherPagesAnswer() throws Exception {
        WebPortal portal = PORTALS.sqlite();
        Browser owner = portal.loggedIn();
        Browser stranger = portal.browser();
        stranger.token();
        // Rows of budgets may come, with nothing counted in them.
        Snapshot before = portal.snapshot().without("budget");

        Map<String, Answer> answers;
        try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
            held.threads().places(HashingLane.KNOWN).places(HashingLane.UNKNOWN);
            answers =
                    atOnce(
                            Map.of(
                                    "password", () -> password(stranger.copy()),
                                    "pop-up", () -> portal.confirm(owner.copy(), "enrol", "", ""),
                                    "health", () -> stranger.copy().get("/actuator/health"),
                                    "login page", () -> stranger.copy().get("/login"),
                                    "own page", () -> owner.copy().get("/account/security")));
        }

        for (String form : List.of("password", "pop-up")) {
            Answer busy = answers.get(form);
            WebPortal.expect(busy, 503);
            assertThat(busy.header("retry-after")).contains("2");
            assertThat(busy.words()).contains("Busy right now");
            assertThat(busy.setCookies()).isEmpty();
        }
        for (String page : List.of("health", "login page", "own page")) {
            WebPortal.expect(answers.get(page), 200);
        }
        assertThat(portal.snapshot().without("budget").changesSince(before)).isEmpty();
        assertThat(password(stranger).location()).isEqualTo("/");
    }

    private static void assertNotReady(String what, Answer answer) {
        assertThat(answer.status()).as(what + ": " + answer.words()).isEqualTo(503);
        assertThat(answer.words()).as(what).contains("The portal is not ready", "Reference");
        assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isPositive();
        assertThat(answer.setCookies()).as(what).isEmpty();
        HeaderTests.assertComplete(what, answer, "");
    }

    private static Answer password(Browser browser) {
        return browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
    }

    private static Map<String, Answer> atOnce(Map<String, Supplier<Answer>> requests)
            throws Exception {
        Map<String, Answer> answers = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Map<String, Future<Answer>> running = new LinkedHashMap<>();
            requests.forEach((what, request) -> running.put(what, threads.submit(request::get)));
            for (String what : new ArrayList<>(running.keySet())) {
                answers.put(what, running.get(what).get());
            }
        }
        return answers;
    }

    private static void allow(WebPortal portal, boolean allowed) throws SQLException {
        Environment settings = portal.get(Environment.class);
        String url = settings.getRequiredProperty("tollgate.database.url");
        String name = url.substring(url.lastIndexOf('/') + 1);
        String user = settings.getRequiredProperty("tollgate.database.username");
        String other = url.substring(0, url.lastIndexOf('/')) + "/postgres";
        try (Connection connection =
                        DriverManager.getConnection(
                                other, user, settings.getProperty("tollgate.database.password"));
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                                + name
                                + "'");
            }
        }
    }
}
