package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a portal behind a proxy believes, on the wire. The address that it takes a request for is
/// read from the record of a refused login.
class TrustedProxyTests {

    @TempDir static Path data;

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static WebPortal portal;

    @BeforeAll
    static void open() {
        portal =
                WebPortal.open(
                        TestStore.SQLITE,
                        data,
                        "--tollgate.web.trusted-proxies=127.0.0.1,10.0.0.0/28,2001:db8:1::/48");
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    203.0.113.9                                      | 203.0.113.9
                    198.51.100.1, 203.0.113.9                        | 203.0.113.9
                    203.0.113.9, 10.0.0.5                            | 203.0.113.9
                    198.51.100.1, 203.0.113.9, 10.0.0.5, 127.0.0.1   | 203.0.113.9
                    10.0.0.16                                        | 10.0.0.16
                    10.0.0.7, 10.0.0.5                               | 10.0.0.7
                    127.0.0.1                                        | 127.0.0.1
                    203.0.113.9:51234                                | 203.0.113.9
                    2001:db8:2::7                                    | 2001:db8:2:0:0:0:0:7
                    [2001:db8:2::7]                                  | 2001:db8:2:0:0:0:0:7
                    [2001:db8:2::7]:51234                            | 2001:db8:2:0:0:0:0:7
                    2001:DB8:2:0:0::7, 2001:db8:1::1                 | 2001:db8:2:0:0:0:0:7
                    ::ffff:203.0.113.9                               | 203.0.113.9
                    ::ffff:10.0.0.16                                 | 10.0.0.16
                    unknown, 203.0.113.9                             | 203.0.113.9
                    127.0.0.1, <script>, '', 203.0.113.9             | 203.0.113.9
                    """)
    void clientWhenForwardedThenTheRightmostHopThatIsNoProxy(String forwarded, String client) {
        assertThat(seen(Map.of("X-Forwarded-For", forwarded, "X-Forwarded-Proto", "https")))
                .isEqualTo(client);
    }

    /// As anything else a guesser may change at each try, it must not buy another budget.
    @Test
    void clientWhenHeaderHasSeveralLinesThenTheyReadAsOneFromTopToBottom() {
        Answer answer =
                send(
                        "GET /login HTTP/1.1",
                        "X-Forwarded-For: 198.51.100.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-For: 198.51.100.2, 203.0.113.77",
                        "X-Forwarded-For: 10.0.0.5");
        assertThat(answer.status()).isEqualTo(200);
        String lines =
                String.join(
                        "\r\n",
                        "X-Forwarded-For: 198.51.100.1",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-For: 198.51.100.2, 203.0.113.77",
                        "X-Forwarded-For: 10.0.0.5",
                        "");
        assertThat(lastRefusal(post(answer, lines))).isEqualTo("203.0.113.77");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=198.51.100.1;proto=https",
                "X-Real-IP: 198.51.100.1",
                "X-Client-IP: 198.51.100.1",
                "True-Client-IP: 198.51.100.1",
                "CF-Connecting-IP: 198.51.100.1",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: /evil",
                "X-Forwarded-Ssl: off"
            })
    void headerWhenAnotherThenNothingIsBelievedOfIt(String header) {
        String[] named = header.split(": ", 2);
        Map<String, String> headers = forwarded("203.0.113.9");
        headers.put(named[0], named[1]);

        assertThat(seen(headers)).isEqualTo("203.0.113.9");
        assertThat(wire().send("GET", "/", headers, "").location()).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: http",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: HTTPS",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https, http",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Proto: https",
                "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Proto: https",
                "X-Forwarded-For: 203.0.113.9\r\nForwarded: proto=https",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Proto: https\r\nForwarded: for=203.0.113.9;proto=https",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For:",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: ,",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: unknown",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.9, unknown",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.9, ",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.9, _hidden, 10.0.0.5",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: pbx.example.com",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: localhost",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 3405803785",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.113",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.256",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.9:",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: [2001:db8:2::7",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: fe80::1%eth0",
                "X-Forwarded-Proto: https\r\nX-Forwarded-For: \u00ff\u00fe"
            })
    void requestWhenNotHttpsOrFromNobodyThenRefusedInALine(String headers) {
        Answer answer = send("GET /login HTTP/1.1", headers);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).endsWith(".\n").hasSizeLessThan(80);
        assertThat(answer.header("content-security-policy")).isPresent();
        assertThat(answer.setCookies()).isEmpty();
    }

    @Test
    void cookieWhenBehindAProxyThenBoundToHttps() {
        Answer answer = wire().send("GET", "/login", forwarded("203.0.113.9"), "");

        assertThat(answer.header("strict-transport-security")).contains("max-age=63072000");
        assertThat(answer.setCookies())
                .isNotEmpty()
                .allSatisfy(
                        cookie -> assertThat(cookie).startsWith("__Host-").contains("; Secure"));
    }

    /// A connection from proxy to server carries one visitor after the other.
    @Test
    void connectionWhenKeptThenEachRequestStandsForItself() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.port())) {
            socket.setSoTimeout(30_000);
            assertThat(status(socket, "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https"))
                    .contains(" 200");
            assertThat(status(socket, "X-Forwarded-For: 203.0.113.9")).contains(" 403");
            assertThat(status(socket, "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https"))
                    .contains(" 200");
        }
    }

    /// A load balancer asks for itself, and for nobody.
    @Test
    void healthWhenAProxyAsksThenAnsweredAndNothingElseIs() {
        assertThat(send("GET /actuator/health HTTP/1.1").status()).isEqualTo(200);
        for (String other :
                List.of(
                        "/actuator/health/",
                        "/actuator/health/x",
                        "/actuator/health;x",
                        "/actuator/../login",
                        "/actuator/health/../../login",
                        "//actuator/health",
                        "/actuator",
                        "/login")) {
            assertThat(send("GET " + other + " HTTP/1.1").status()).as(other).isIn(400, 403);
        }
        assertThat(send("GET /actuator/health HTTP/1.1", "X-Forwarded-Proto: http").status())
                .isEqualTo(403);
    }

    @Test
    void requestWhenItsPeerIsNoProxyThenRefusedWhateverItSays(@TempDir Path other) {
        try (WebPortal elsewhere =
                WebPortal.openEmpty(
                        TestStore.SQLITE,
                        other,
                        java.net.http.HttpClient.newHttpClient(),
                        "--tollgate.web.trusted-proxies=10.0.0.0/28")) {
            Wire wire = new Wire(elsewhere.port());
            for (String path : List.of("/login", "/actuator/health", "/setup")) {
                assertThat(wire.send("GET", path, forwarded("10.0.0.5"), "").status())
                        .isEqualTo(403);
                assertThat(wire.send("GET", path, Map.of(), "").status()).isEqualTo(403);
            }
        }
    }

    private static String seen(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
        Answer page = send("GET /login HTTP/1.1", lines.toString().strip());
        return lastRefusal(post(page, lines.toString()));
    }

    private static Answer post(Answer page, String headers) {
        String name = "nobody" + NAMES.incrementAndGet();
        String body = "username=" + name + "&password=not+right&_csrf=" + page.csrf().orElseThrow();
        String cookie = page.setCookies().getFirst();
        String request =
                "POST /login HTTP/1.1\r\nHost: pbx.example.com\r\n"
                        + headers
                        + "Content-Type: application/x-www-form-urlencoded\r\nCookie: "
                        + cookie.substring(0, cookie.indexOf(';'))
                        + "\r\nContent-Length: "
                        + body.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + body;
        return wire().send(request);
    }

    private static String lastRefusal(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        return portal.jdbc()
                .sql(
                        """
                        select address from audit where kind = 'LOGIN_REFUSED'
                        order by id desc limit 1""")
                .query(String.class)
                .single();
    }

    private static Answer send(String... lines) {
        StringBuilder request = new StringBuilder(lines[0] + "\r\nHost: pbx.example.com\r\n");
        for (int i = 1; i < lines.length; i++) {
            request.append(lines[i]).append("\r\n");
        }
        return wire().send(request + "Connection: close\r\n\r\n");
    }

    private static String status(Socket socket, String headers) throws IOException {
        String request = "HEAD /login HTTP/1.1\r\nHost: pbx.example.com\r\n" + headers + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append((char) in.read());
        }
        return read.substring(0, read.indexOf("\r\n"));
    }

    private static Map<String, String> forwarded(String client) {
        return new LinkedHashMap<>(Map.of("X-Forwarded-For", client, "X-Forwarded-Proto", "https"));
    }

    private static Wire wire() {
        return new Wire(portal.port());
    }
}
