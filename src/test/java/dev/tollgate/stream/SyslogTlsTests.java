package dev.tollgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestCertificate;
import dev.tollgate.audit.AuditFeed.Line;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Syslog over TLS, and addresses of syslog servers.
class SyslogTlsTests {

    private static final Line LINE =
            new Line(
                    Instant.parse("2026-11-26T20:00:00.120Z"),
                    "LOGIN",
                    false,
                    "{\"@timestamp\":\"2026-11-26T20:00:00.120Z\"}");

    @TempDir private Path dir;

    @Test
    void messageWhenSentOverTlsThenArrivesAsRfc5424HasIt() throws Exception {
        TestCertificate own = TestCertificate.make(dir.resolve("a.p12"), "ip:127.0.0.1");
        try (SyslogListener syslog = new SyslogListener(own.server().getServerSocketFactory())) {
            target(syslog, own.client()).send(List.of(LINE, LINE));

            assertThat(syslog.messages())
                    .hasSize(2)
                    .containsOnly(
                            "<86>1 2026-11-26T20:00:00.120Z pbx.example.com tollgate 4711 LOGIN - "
                                    + LINE.json());
        }
    }

    /// A collector of somebody else's would be told who does what.
    @ParameterizedTest
    @ValueSource(strings = {"unknown authority", "another name"})
    void serverWhenItsCertificateIsNotRightThenToldNothing(String wrong) throws Exception {
        TestCertificate own =
                TestCertificate.make(
                        dir.resolve("a.p12"),
                        wrong.equals("another name") ? "dns:logs.example.com" : "ip:127.0.0.1");
        TestCertificate other = TestCertificate.make(dir.resolve("b.p12"), "ip:127.0.0.1");
        SSLContext trusted = wrong.equals("another name") ? own.client() : other.client();
        try (SyslogListener syslog = new SyslogListener(own.server().getServerSocketFactory())) {
            assertThatThrownBy(() -> target(syslog, trusted).send(List.of(LINE)))
                    .isInstanceOf(SSLException.class);
            assertThat(syslog.messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logs.example.com:514",
                "udp://logs.example.com:514",
                "tcp://logs.example.com",
                "tcp://logs.example.com:0",
                "tcp://logs.example.com:70000",
                "tls://user@logs.example.com:6514",
                "tls://logs.example.com:6514/path",
                "TCP://logs.example.com:514",
                "tcp:// logs:1"
            })
    void addressWhenOfAnotherFormThenRefused(String text) {
        assertThatThrownBy(() -> SyslogAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tcp://HOST:PORT");
    }

    @Test
    void addressWhenReadThenSaysWhereAndHow() {
        assertThat(SyslogAddress.parse("tls://logs.example.com:6514"))
                .isEqualTo(new SyslogAddress(true, "logs.example.com", 6514));
        assertThat(SyslogAddress.parse("tcp://[::1]:514"))
                .isEqualTo(new SyslogAddress(false, "[::1]", 514));
    }

    @Test
    void serverWhenNobodyListensThenFails() throws IOException, GeneralSecurityException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        SyslogTarget target =
                new SyslogTarget(
                        new SyslogAddress(false, "127.0.0.1", port),
                        new SyslogMessage("", 1),
                        () -> {
                            throw new AssertionError("no TLS");
                        });
        assertThatThrownBy(() -> target.send(List.of(LINE))).isInstanceOf(IOException.class);
    }

    private static SyslogTarget target(SyslogListener syslog, SSLContext trusted) {
        return new SyslogTarget(
                new SyslogAddress(true, "127.0.0.1", syslog.port()),
                new SyslogMessage("pbx.example.com", 4711),
                () -> trusted);
    }
}
