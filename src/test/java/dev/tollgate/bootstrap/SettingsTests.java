package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestStore;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.kernel.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Settings of `docs/configuration.md` that have no subject of their own: each does what is said
/// there.
class SettingsTests {

    @TempDir private Path dir;

    @Test
    void keyFileAndPasswordCostWhenSetThenTaken() {
        try (WebPortal portal =
                open(
                        "--tollgate.key-file=" + dir.resolve("elsewhere.key"),
                        "--tollgate.password.memory-kib=7777",
                        "--tollgate.password.iterations=6",
                        "--tollgate.password.parallelism=2")) {
            assertThat(dir.resolve("elsewhere.key")).isRegularFile();
            assertThat(dir.resolve("data/tollgate.key")).doesNotExist();
            assertThat(portal.get(PasswordHasher.class).hash(Secret.of("any")))
                    .startsWith("$argon2id$v=19$m=7777,t=6,p=2$");
        }
    }

    @Test
    void keyWhenGivenItselfThenNoFileIsMade() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        try (WebPortal portal = open("--tollgate.key=" + key)) {
            WebPortal.expect(portal.browser().get("/actuator/health"), 200);
            assertThat(dir.resolve("data/tollgate.key")).doesNotExist();
        }
    }

    @Test
    void addressWhenAnotherOfLoopbackThenAnswersThereAlone() throws IOException {
        try (WebPortal portal = open("--server.address=127.0.0.2");
                Socket there = new Socket(InetAddress.getByName("127.0.0.2"), portal.port())) {
            assertThat(there.isConnected()).isTrue();
            assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.1"), portal.port()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    /// In clear a password is anybody's on the way.
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void addressWhenOffLoopbackWithoutCertificateThenNoStart(String address) {
        assertThatThrownBy(() -> open("--server.address=" + address))
                .rootCause()
                .hasMessageContaining("plain HTTP is served on a loopback address only");
    }

    /// Whoever trusts everybody believes whatever address a guesser makes up.
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "10.0.0.0/28,10.0.0.1/28", "proxy.example.com"})
    void proxiesWhenNotExactThenNoStart(String proxies) {
        assertThatThrownBy(() -> open("--tollgate.web.trusted-proxies=" + proxies))
                .rootCause()
                .hasMessageContaining("tollgate.web.trusted-proxies")
                .hasMessageContaining("name the proxies");
    }

    @Test
    void addressWhenOffLoopbackBehindProxiesThenAnswersThemAlone() {
        try (WebPortal portal =
                open("--server.address=0.0.0.0", "--tollgate.web.trusted-proxies=10.0.0.0/28")) {
            assertThat(portal.wire().send("GET", "/login", Map.of(), "").status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tollgate.audit-stream.syslog=udp://127.0.0.1:514",
                "--tollgate.audit-stream.syslog=tls://127.0.0.1:1"
            })
    void auditStreamWhenItCannotBeThenNoStart(String syslog) {
        assertThatThrownBy(() -> open(syslog, "--tollgate.audit-stream.ssl-bundle=nowhere"))
                .rootCause()
                .message()
                .containsAnyOf("tcp://HOST:PORT", "nowhere");
    }

    @Test
    void logWhenLevelsAreLoweredThenSaysMore() {
        try (WebPortal portal =
                open("--logging.level.root=info", "--logging.level.dev.tollgate=debug")) {
            assertThat(portal.port()).isPositive();
            assertThat(LoggerFactory.getLogger("anybody").isInfoEnabled()).isTrue();
            assertThat(LoggerFactory.getLogger(Tollgate.class).isDebugEnabled()).isTrue();
        }
        try (WebPortal portal = open()) {
            assertThat(portal.port()).isPositive();
            assertThat(LoggerFactory.getLogger("anybody").isInfoEnabled()).isFalse();
            assertThat(LoggerFactory.getLogger(Tollgate.class).isDebugEnabled()).isFalse();
        }
    }

    private WebPortal open(String... settings) {
        return WebPortal.openEmpty(
                TestStore.SQLITE, dir.resolve("data"), HttpClient.newHttpClient(), settings);
    }
}
