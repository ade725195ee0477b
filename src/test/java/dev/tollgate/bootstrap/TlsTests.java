package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The portal with a certificate of its own.
class TlsTests {

    private static final String KEYSTORE_PASSWORD = "changeit";

    @TempDir private static Path dir;
    private static WebPortal portal;

    @BeforeAll
    static void open() throws Exception {
        Path keystore = dir.resolve("test.p12");
        makeCertificate(keystore);
        String bundle = "--spring.ssl.bundle.pem.web.";
        writePem(keystore);
        portal =
                WebPortal.openEmpty(
                        TestStore.SQLITE,
                        dir.resolve("data"),
                        clientThatTrusts(keystore),
                        "--server.ssl.bundle=web",
                        bundle + "keystore.certificate=file:" + dir.resolve("web.crt"),
                        bundle + "keystore.private-key=file:" + dir.resolve("web.key"),
                        bundle + "reload-on-update=true",
                        "--spring.ssl.bundle.watch.file.quiet-period=100ms");
    }

    @BeforeEach
    void fresh() {
        portal.fresh();
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @Test
    void cookieWhenSetOverTlsThenBoundToHostAndTls() {
        String flags = "; Path=/; Secure; HttpOnly; SameSite=Lax";
        Browser browser = portal.browser();
        assertThat(browser.get("/login").setCookies())
                .singleElement()
                .asString()
                .matches("__Host-tollgate-csrf=[0-9a-f-]{36}" + flags);
        Answer in = browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(in.setCookies())
                .anyMatch(cookie -> cookie.matches("__Host-tollgate=[\\w-]{43}" + flags))
                .allMatch(cookie -> cookie.startsWith("__Host-"));
        WebPortal.expect(browser.get("/account/security"), 200);

        portal.turnOn(browser);
        Browser half = portal.browser();
        assertThat(
                        half.post("/login", "username", "admin", "password", WebPortal.PASSWORD)
                                .setCookies())
                .anyMatch(cookie -> cookie.matches("__Host-tollgate-login=[\\w-]{43}" + flags));
        assertThat(browser.post("/logout").setCookies())
                .allMatch(cookie -> cookie.startsWith("__Host-") && cookie.contains("; Secure"));
    }

    /// Names that a neighbouring host or a plain connection could set count for nothing.
    @Test
    void cookieWhenPlainlyNamedOverTlsThenNotRead() {
        Browser browser = portal.browser();
        browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        Browser plain = portal.browser();
        plain.cookies().put("tollgate", browser.cookies().get("__Host-tollgate"));
        assertThat(plain.get("/").location()).isEqualTo("/login");

        Browser planted = portal.browser();
        planted.token();
        String csrf = planted.cookies().remove("__Host-tollgate-csrf");
        planted.cookies().put("tollgate-csrf", csrf);
        WebPortal.expect(planted.post("/login", "username", "admin"), 403);
    }

    @Test
    void loginWhenOverTlsThenLeadsToTheEnd() {
        Browser browser = portal.browser();
        browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        TotpSecret secret = portal.turnOn(browser);
        WebPortal.expect(portal.loggedIn(secret).get("/account/security"), 200);
    }

    /// WB-03: the first message of a client that knows TLS 1.1 at most, as RFC 4346 writes it, is
    /// answered with the alert "protocol_version"; that of one that knows 1.2, with a handshake.
    @ParameterizedTest
    @CsvSource({"01, 15 46", "02, 15 46", "03, 16 02"})
    void connectionWhenOlderThanTls12ThenRefused(String minor, String answer) throws IOException {
        String suites = "c02f c02b c013 c009 002f 00ff";
        String extensions = "000a 0004 0002 0017 000b 0002 0100 000d 0006 0004 0403 0401";
        String rest = hex("000c " + suites + " 0100") + length(extensions, 2) + hex(extensions);
        String hello = "03" + minor + "5a".repeat(32) + "00" + rest;
        String message = "01" + length(hello, 3) + hello;
        byte[] record = HexFormat.of().parseHex("1603" + minor + length(message, 2) + message);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portal.port())) {
            socket.getOutputStream().write(record);
            byte[] read = socket.getInputStream().readNBytes(7);
            // Kind of record, then kind of alert or of handshake.
            int second = read[0] == 0x15 ? read[6] : read[5];
            assertThat("%02x %02x".formatted(read[0], second)).isEqualTo(answer);
        }
    }

    private static String hex(String spaced) {
        return spaced.replace(" ", "");
    }

    /// How many bytes the digits are, in so many bytes.
    private static String length(String digits, int bytes) {
        return HexFormat.of().toHexDigits(hex(digits).length() / 2L, bytes * 2);
    }

    /// Tampering with what such a cipher has encrypted shows only after it was decrypted (Lucky
    /// 13).
    @Test
    void connectionWhenWithoutAuthenticatedEncryptionThenRefused() {
        expectAuthenticatedEncryption();
    }

    private static void expectAuthenticatedEncryption() {
        assertThatThrownBy(() -> served("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> served("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void headersWhenOverTlsThenAskForTlsForTwoYears() {
        for (String path : List.of("/login", "/", "/assets/tollgate.css", "/login;x", "/nothing")) {
            assertThat(portal.browser().get(path).header("strict-transport-security"))
                    .as(path)
                    .contains("max-age=63072000");
        }
    }

    @Test
    void requestWhenInClearThenRefusedInAWord() {
        Answer answer = portal.wire().send("GET", "/login", Map.of(), "");

        WebPortal.expect(answer, 400);
        assertThat(answer.body()).doesNotContain("Tomcat").doesNotContain("Username");
    }

    @Test
    void certificateWhenRenewedOnTheDiskThenServedWithoutARestart() throws Exception {
        Path renewed = dir.resolve("renewed.p12");
        makeCertificate(renewed);
        assertThat(serves(dir.resolve("test.p12"))).isTrue();
        try {
            writePem(renewed);
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!serves(renewed) && System.nanoTime() < end) {
                Thread.sleep(100);
            }
            assertThat(served()).isEqualTo(certificate(renewed).getEncoded());
            expectAuthenticatedEncryption();
        } finally {
            writePem(dir.resolve("test.p12"));
            while (!serves(dir.resolve("test.p12"))) {
                Thread.sleep(100);
            }
        }
    }

    /// Between the two files, the one has no key that fits the other.
    private static boolean serves(Path keystore) throws Exception {
        try {
            return Arrays.equals(served(), certificate(keystore).getEncoded());
        } catch (SSLHandshakeException e) {
            return false;
        }
    }

    /// The certificate that a new connection is shown.
    ///
    /// @param suites all that it knows; none: what the JVM's own client does
    private static byte[] served(String... suites) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", portal.port())) {
            if (suites.length > 0) {
                socket.setEnabledCipherSuites(suites);
            }
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0].getEncoded();
        }
    }

    private static void writePem(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = load(keystore);
        Key key = store.getKey("mykey", KEYSTORE_PASSWORD.toCharArray());
        Files.writeString(dir.resolve("web.key"), pem("PRIVATE KEY", key.getEncoded()));
        Files.writeString(
                dir.resolve("web.crt"), pem("CERTIFICATE", certificate(keystore).getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    private static Certificate certificate(Path keystore)
            throws IOException, GeneralSecurityException {
        return load(keystore).getCertificate("mykey");
    }

    private static KeyStore load(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, KEYSTORE_PASSWORD.toCharArray());
        }
        return store;
    }

    private static void makeCertificate(Path keystore) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keystore.toString(),
                                "-storepass",
                                KEYSTORE_PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
        }
    }

    private static HttpClient clientThatTrusts(Path keystore)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", certificate(keystore));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    /// Looks at the certificate of whoever answers.
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
