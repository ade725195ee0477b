package dev.tollgate.notice;

import dev.tollgate.notice.Delivery.Fault;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Checks certificates as the platform does, and remembers the last one, so that a refusal can be
/// told in words. It lets nothing through that the platform refuses.
final class CertificateWatch extends X509ExtendedTrustManager {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager judge;
    private volatile @Nullable X509Certificate seen;

    CertificateWatch(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /// Trusts whom the platform trusts.
    static CertificateWatch ofPlatform() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return of(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the platform's trusted certificates are unreadable", e);
        }
    }

    static CertificateWatch of(TrustManager[] managers) {
        return Stream.of(managers)
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .map(CertificateWatch::new)
                .orElseThrow(() -> new IllegalStateException("nobody judges certificates"));
    }

    /// The same judge, having seen nothing yet.
    CertificateWatch fresh() {
        return new CertificateWatch(judge);
    }

    SSLSocketFactory sockets() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    /// What is wrong with the certificate that a host has shown; empty where none was seen.
    Optional<Delivery.Failed> complaint(String host, Instant now) {
        X509Certificate certificate = seen;
        if (certificate == null) {
            return Optional.empty();
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            String until = certificate.getNotAfter().toInstant().toString();
            return Optional.of(new Delivery.Failed(Fault.CERTIFICATE_EXPIRED, until));
        }
        List<String> names = names(certificate);
        return Optional.of(
                names.stream().anyMatch(name -> fits(name, host))
                        ? new Delivery.Failed(Fault.CERTIFICATE_UNKNOWN, "")
                        : new Delivery.Failed(
                                Fault.CERTIFICATE_NAME, MailAnswer.of(String.join(", ", names))));
    }

    private static boolean fits(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String given = name.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return given.equals(wanted)
                || (given.startsWith("*.")
                        && dot > 0
                        && given.substring(1).equals(wanted.substring(dot)));
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            if (entries != null) {
                for (List<?> entry : entries) {
                    if (entry.get(0).equals(DNS_NAME) || entry.get(0).equals(IP_ADDRESS)) {
                        names.add(String.valueOf(entry.get(1)));
                    }
                }
            }
        } catch (CertificateException e) {
            return List.of(certificate.getSubjectX500Principal().getName());
        }
        return names.isEmpty() ? List.of(certificate.getSubjectX500Principal().getName()) : names;
    }

    private void note(X509Certificate[] chain) {
        seen = chain.length == 0 ? null : chain[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        note(chain);
        judge.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        note(chain);
        judge.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        note(chain);
        judge.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
