package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.HeldHashing;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.util.unit.DataSize;

/// LO-7: however many passwords come, hashing is bounded, and what needs no hash is answered.
class OverloadTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final int STORM = 120;
    private static final int PLACES = 30;
    private static final int NAMES_A_SOURCE = 8;

    /// More than Tomcat has threads by itself.
    private static final int SLOW = 300;

    /// What Tomcat keeps of a request that it reads, as measured.
    private static final DataSize BESIDE_A_BODY = DataSize.ofKilobytes(80);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// From fifteen addresses, each name once, so that nothing but the queue stands in the way.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void pagesWhenPasswordsStormThenAnswerAndOnlyWhatWasCheckedIsCounted(TestStore store)
            throws Exception {
        WebPortal portal = PORTALS.of(store);
        Signed signed = Signed.in(portal);
        long refusals = refusals(portal);
        long tries = tries(portal);
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> storm;
            try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
                held.threads().placesBut(PLACES, HashingLane.UNKNOWN);
                CountDownLatch noPlace = new CountDownLatch(STORM - PLACES);
                storm = storm(portal, clients, noPlace);
                signed.assertAnswered();
                noPlace.await();
            }
            for (Future<Answer> one : storm) {
                answers.add(one.get());
            }
        }

        List<Answer> busy = answers.stream().filter(answer -> answer.status() == 503).toList();
        long checked = answers.stream().filter(answer -> answer.status() == 401).count();
        assertThat(checked).isLessThanOrEqualTo(PLACES);
        assertThat(busy.size() + checked).isEqualTo(STORM);
        assertThat(refusals(portal) - refusals).isEqualTo(checked);
        assertThat(tries(portal) - tries).isEqualTo(checked);
        busy.forEach(OverloadTests::assertCalm);
        WebPortal.expect(portal.loggedIn(signed.secret()).get("/account/security"), 200);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenStrangersFillTheirPlacesThenAKnownBrowserIsServed(TestStore store) {
        WebPortal portal = PORTALS.of(store);
        Browser known = portal.loggedIn();
        String cookie =
                known.cookies().keySet().stream()
                        .filter(name -> name.startsWith("tollgate-browser-"))
                        .findFirst()
                        .orElseThrow();
        Browser forged = portal.browser();
        forged.token();
        forged.cookies().put(cookie, "A".repeat(43));
        Browser another = portal.browser();
        another.token();
        another.cookies().put("tollgate-browser-0000000000000000", known.cookies().get(cookie));
        Snapshot before = portal.snapshot();

        try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
            held.places(HashingLane.UNKNOWN);
            for (Browser stranger : List.of(portal.browser(), forged, another)) {
                assertCalm(logIn(stranger, WebPortal.PASSWORD));
            }
            assertThat(portal.snapshot().changesSince(before)).isEmpty();
            WebPortal.expect(logIn(known, "wrong"), 401);
            assertThat(logIn(known, WebPortal.PASSWORD).location()).isEqualTo("/");
        }
        assertThat(logIn(forged, WebPortal.PASSWORD).location()).isEqualTo("/");
    }

    /// What was typed stays, but for passwords.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void formWhenNoPlaceIsFreeThenComesBackAsItWas(TestStore store) {
        WebPortal portal = PORTALS.of(store);
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        Snapshot before = portal.snapshot();
        try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
            held.places(HashingLane.KNOWN).places(HashingLane.UNKNOWN);
            Answer settings =
                    admin.post(
                            "/settings/preferences",
                            "pbxName",
                            "Typed PBX",
                            "portalAddress",
                            "https://pbx.example.com",
                            "timeZone",
                            "UTC",
                            "helpContact",
                            "",
                            "headerColour",
                            "RED",
                            "version",
                            "0",
                            "password",
                            WebPortal.PASSWORD);
            assertBusy(settings);
            assertThat(settings.body()).contains("value=\"Typed PBX\"");
            assertBusy(
                    admin.post(
                            "/account/security/confirm",
                            "purpose",
                            "enrol",
                            "password",
                            WebPortal.PASSWORD));
            assertBusy(
                    admin.post(
                            "/account/password",
                            "currentPassword",
                            WebPortal.PASSWORD,
                            "newPassword",
                            "nine brown hens walk",
                            "confirmPassword",
                            "nine brown hens walk"));
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    private static void assertBusy(Answer answer) {
        WebPortal.expect(answer, 503);
        assertThat(answer.header("retry-after")).contains("2");
        assertThat(answer.words()).contains("Busy right now. Try again in 2 seconds.");
        assertThat(answer.body()).doesNotContain(WebPortal.PASSWORD, "nine brown hens");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenOneAccountAsksManyTimesAtOnceThenItsTriesAloneAreHashed(TestStore store)
            throws Exception {
        WebPortal portal = PORTALS.of(store);
        long refusals = refusals(portal);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = new ArrayList<>();
            for (Future<Answer> one : wrong(portal, clients)) {
                answers.add(one.get().status());
            }
            assertThat(answers).isSubsetOf(401, 429, 503);
            long checked = answers.stream().filter(status -> status == 401).count();
            assertThat(checked).isBetween(1L, 5L);
            assertThat(refusals(portal) - refusals).isEqualTo(checked);
        }
    }

    /// Parallel tries of one account wait for each other in the database, here for longer than it
    /// takes to look at a page; each of them holds a connection.
    @Test
    void pagesWhenTriesWaitForEachOtherInTheDatabaseThenAnswer() {
        WebPortal portal = PORTALS.of(TestStore.POSTGRES);
        Signed signed = Signed.in(portal);
        WebPortal.expect(logIn(portal.browser(), "wrong"), 401);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            portal.get(Transactions.class)
                    .write(
                            () -> {
                                portal.jdbc()
                                        .sql("select subject from budget for update")
                                        .query(String.class)
                                        .list();
                                wrong(portal, clients);
                                while (waiting(portal) < 2) {
                                    Thread.onSpinWait();
                                }
                                for (int i = 0; i < 20; i++) {
                                    WebPortal.expect(signed.owner().get("/account/security"), 200);
                                }
                                WebPortal.expect(signed.half().get("/login/code"), 200);
                            });
        }
    }

    private static List<Future<Answer>> wrong(WebPortal portal, ExecutorService clients) {
        Browser browser = portal.browser();
        browser.token();
        return IntStream.range(0, 100)
                .mapToObj(_ -> clients.submit(() -> logIn(browser.copy(), "wrong")))
                .toList();
    }

    private static long waiting(WebPortal portal) {
        return count(
                portal,
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'");
    }

    /// Each sends its head and one letter of its body, and then nothing.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void pagesWhenManyBodiesComeSlowlyThenAnswer(TestStore store) throws Exception {
        WebPortal portal = PORTALS.of(store);
        Signed signed = Signed.in(portal);
        byte[] begun =
                ("POST /login HTTP/1.1\r\nHost: 127.0.0.1:"
                                + portal.port()
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 1000\r\n\r\nu")
                        .getBytes(StandardCharsets.US_ASCII);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.port());
                slow.add(socket);
                socket.getOutputStream().write(begun);
            }
            signed.assertAnswered();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /// Each may hold a request whose body never ends, and a server that runs out of memory stops.
    @Test
    void connectionsWhenEachHoldsARequestThenHalfTheHeapIsLeft() throws IOException {
        TomcatServerProperties tomcat =
                PORTALS.of(TestStore.SQLITE).get(TomcatServerProperties.class);
        Matcher heap =
                Pattern.compile("-Xmx([0-9]+)m")
                        .matcher(Files.readString(Path.of("script/server")));
        assertThat(heap.find()).isTrue();

        long each = BESIDE_A_BODY.toBytes() + tomcat.getMaxHttpFormPostSize().toBytes();

        assertThat(tomcat.getMaxConnections() * each)
                .isLessThanOrEqualTo(
                        DataSize.ofMegabytes(Long.parseLong(heap.group(1))).toBytes() / 2);
    }

    private static List<Future<Answer>> storm(
            WebPortal portal, ExecutorService clients, CountDownLatch answered) throws IOException {
        Browser browser = portal.browser();
        String token = browser.token();
        Wire wire = portal.wire();
        List<Future<Answer>> storm = new ArrayList<>();
        for (int i = 0; i < STORM; i++) {
            String body =
                    Browser.encoded(
                            "username", "typed" + i, "password", "secretly typed", "_csrf", token);
            String request =
                    "POST /login HTTP/1.1\r\nHost: 127.0.0.1:"
                            + portal.port()
                            + "\r\nCookie: "
                            + browser.cookieHeader()
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: "
                            + body.length()
                            + "\r\nConnection: close\r\n\r\n"
                            + body;
            byte source = (byte) (i / NAMES_A_SOURCE + 1);
            InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 7, source});
            storm.add(
                    clients.submit(
                            () -> {
                                Answer answer = wire.send(from, request);
                                answered.countDown();
                                return answer;
                            }));
        }
        return storm;
    }

    private static void assertCalm(Answer busy) {
        WebPortal.expect(busy, 503);
        assertThat(busy.header("retry-after")).contains("2");
        assertThat(busy.words()).contains("Busy right now");
        assertThat(busy.body())
                .containsPattern("name=\"username\"[^>]* value=\"(typed[0-9]+|admin)\"");
        assertThat(busy.body()).doesNotContain("secretly typed", WebPortal.PASSWORD);
        assertThat(busy.setCookies()).isEmpty();
    }

    private static Answer logIn(Browser browser, String password) {
        return browser.post("/login", "username", "admin", "password", password);
    }

    private static long refusals(WebPortal portal) {
        return count(portal, "select count(*) from audit where kind = 'LOGIN_REFUSED'");
    }

    private static long tries(WebPortal portal) {
        return count(portal, "select count(*) from attempt where kind = 'PASSWORD'");
    }

    private static long count(WebPortal portal, String sql) {
        return portal.jdbc().sql(sql).query(Long.class).single();
    }

    /// Who was there before the storm, and is between password and code, too.
    private record Signed(Browser owner, Browser half, String code, TotpSecret secret) {

        static Signed in(WebPortal portal) {
            Browser owner = portal.loggedIn();
            TotpSecret secret = portal.turnOn(owner);
            Browser half = portal.afterPassword();
            return new Signed(owner, half, portal.nextCode(secret), secret);
        }

        void assertAnswered() throws InterruptedException {
            for (Map.Entry<String, Browser> page :
                    Map.of(
                                    "/account/security", owner,
                                    "/login/code", half,
                                    "/assets/tollgate.css", half.copy())
                            .entrySet()) {
                Answer answer =
                        page.getValue()
                                .send(
                                        page.getValue()
                                                .request(page.getKey())
                                                .timeout(PATIENCE)
                                                .GET());
                assertThat(answer.status()).as(page.getKey()).isEqualTo(200);
            }
            // The clock of the test is not the database's, which is no matter of the storm.
            assertThat(half.copy().get("/actuator/health").body())
                    .isIn("{\"status\":\"UP\"}", "{\"status\":\"OUT_OF_SERVICE\"}");
            Answer right = half.post("/login/code", "code", code);
            assertThat(right.location()).isEqualTo("/");
        }
    }
}
