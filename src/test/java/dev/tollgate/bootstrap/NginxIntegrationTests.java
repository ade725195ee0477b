package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestCertificate;
import dev.tollgate.TestStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The portal behind a real nginx, set up as the operations guide says. The visitor comes from
/// 127.0.0.2, so that it is not the proxy's own address.
class NginxIntegrationTests {

    private static final Pattern SITE = Pattern.compile("```nginx\\n(.*?)```", Pattern.DOTALL);
    private static final String VISITOR = "127.0.0.2";
    private static final int TRIES = 600;

    @TempDir private static Path dir;
    private static WebPortal portal;
    private static Process nginx;
    private static int port;
    private static SSLContext tls;

    @BeforeAll
    static void open() throws Exception {
        TestCertificate certificate = TestCertificate.make(dir.resolve("test.p12"), "ip:127.0.0.1");
        certificate.writePem(dir.resolve("pbx.crt"), dir.resolve("pbx.key"));
        tls = certificate.client();
        portal =
                WebPortal.open(
                        TestStore.SQLITE,
                        dir.resolve("data"),
                        "--tollgate.web.trusted-proxies=127.0.0.1");
        port = freePort();
        Files.writeString(dir.resolve("nginx.conf"), configuration());
        nginx =
                new ProcessBuilder(program(), "-p", dir.toString(), "-c", "nginx.conf")
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("nginx.out").toFile())
                        .start();
        awaitNginx();
    }

    @AfterAll
    static void close() throws InterruptedException {
        nginx.destroy();
        nginx.waitFor(10, TimeUnit.SECONDS);
        nginx.destroyForcibly();
        portal.close();
    }

    @Test
    void visitorWhenBehindNginxThenLogsInFromTheirOwnAddress() throws Exception {
        try (HttpClient visitor = visitor()) {
            HttpResponse<String> page = send(visitor, get("/login"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("strict-transport-security")).isPresent();
            String cookie = page.headers().firstValue("set-cookie").orElseThrow();
            assertThat(cookie).startsWith("__Host-tollgate-csrf=").contains("; Secure");

            HttpResponse<String> loggedIn =
                    send(
                            visitor,
                            login(page, cookie, WebPortal.PASSWORD).header("X-Real-IP", "::1"));

            assertThat(loggedIn.statusCode()).isEqualTo(302);
            assertThat(loggedIn.headers().firstValue("location")).contains("/");
            assertThat(loggedIn.headers().allValues("set-cookie"))
                    .anySatisfy(set -> assertThat(set).startsWith("__Host-tollgate="));
            assertThat(lastAddress("LOGIN")).isEqualTo(VISITOR);
        }
    }

    /// A guesser who makes another address up at each try is the one that nginx sees.
    @Test
    void visitorWhenForgingHeadersThenStillTheirOwnAddress() throws Exception {
        try (HttpClient visitor = visitor()) {
            HttpResponse<String> page = send(visitor, get("/login"));
            String cookie = page.headers().firstValue("set-cookie").orElseThrow();
            HttpRequest.Builder guess =
                    login(page, cookie, "not the password")
                            .header("X-Forwarded-For", "198.51.100.1, 198.51.100.2")
                            .header("X-Forwarded-Proto", "http")
                            .header("Forwarded", "for=198.51.100.3");

            assertThat(send(visitor, guess).statusCode()).isEqualTo(401);
            assertThat(lastAddress("LOGIN_REFUSED")).isEqualTo(VISITOR);
        }
    }

    @Test
    void portalWhenAskedPastNginxThenRefused() {
        Answer answer =
                portal.wire().send("GET", "/login", java.util.Map.of("X-Real-IP", VISITOR), "");

        assertThat(answer.status()).isEqualTo(403);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path));
    }

    private static HttpRequest.Builder login(
            HttpResponse<String> page, String cookie, String password) {
        String body =
                "username=admin&password="
                        + password.replace(' ', '+')
                        + "&_csrf="
                        + Answer.of(page).csrf().orElseThrow();
        return get("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://127.0.0.1:" + port)
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpClient visitor, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return visitor.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient visitor() throws IOException {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .localAddress(InetAddress.getByName(VISITOR))
                .build();
    }

    private static String lastAddress(String kind) {
        return portal.jdbc()
                .sql("select address from audit where kind = :kind order by id desc limit 1")
                .param("kind", kind)
                .query(String.class)
                .single();
    }

    /// The site of the guide on other ports and with other files, and what nginx needs around it to
    /// run in a folder of its own.
    private static String configuration() throws IOException {
        Matcher site = SITE.matcher(Files.readString(Path.of("docs/operations.md")));
        assertThat(site.find()).isTrue();
        String own =
                site.group(1)
                        .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                        .replace("127.0.0.1:8080", "127.0.0.1:" + portal.port())
                        .replace("/etc/tollgate/", dir + "/");
        StringBuilder paths = new StringBuilder();
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            paths.append("%s_temp_path %s/%s;%n".formatted(kind, dir, kind));
        }
        return """
               daemon off;
               master_process off;
               pid %s/nginx.pid;
               error_log stderr;
               events {}
               http {
               access_log off;
               %s
               %s
               }
               """
                .formatted(dir, paths, own);
    }

    private static String program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("nginx");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitNginx() throws IOException, InterruptedException {
        Optional<IOException> last = Optional.empty();
        for (int i = 0; i < TRIES && nginx.isAlive(); i++) {
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.startHandshake();
                return;
            } catch (IOException e) {
                last = Optional.of(e);
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException(
                Files.readString(dir.resolve("nginx.out")), last.orElse(null));
    }
}
