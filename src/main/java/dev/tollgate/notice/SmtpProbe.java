package dev.tollgate.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Looks whether an SMTP server stands behind a certificate that was refused, so that the refusal
/// may be told. It trusts everybody and therefore says nothing but `EHLO`.
final class SmtpProbe {

    private static final int MILLIS = 5000;
    private static final int LINE_LIMIT = 1000;
    private static final Pattern GREETING = Pattern.compile("220[ -].*");
    private static final Pattern TAKEN = Pattern.compile("250[ -].*");

    private SmtpProbe() {}

    static boolean isSmtp(String host, int port) {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), MILLIS);
            plain.setSoTimeout(MILLIS);
            try (SSLSocket socket =
                    (SSLSocket)
                            trusting().getSocketFactory().createSocket(plain, host, port, true)) {
                return greets(socket);
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean greets(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(in, StandardCharsets.ISO_8859_1), LINE_LIMIT);
        String line = line(lines);
        while (line.startsWith("220-")) {
            line = line(lines);
        }
        if (!GREETING.matcher(line).matches()) {
            return false;
        }
        socket.getOutputStream().write("EHLO localhost\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return TAKEN.matcher(line(lines)).matches();
    }

    /// At most a thousand characters: a stranger may never end its line.
    private static String line(BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = lines.read(); next >= 0 && next != '\n'; next = lines.read()) {
            if (line.length() == LINE_LIMIT) {
                throw new IOException("no line of an SMTP server");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    /// For the one word that is said here.
    private static final class Trusting implements X509TrustManager {

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
