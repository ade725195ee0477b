package dev.tollgate.notice;

import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.setting.Settings;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/// Finds the way to the mail server that is set now.
@Component
final class MailRoutes {

    private final MailServers servers;
    private final Settings settings;
    private final ObjectProvider<JavaMailSenderImpl> configured;
    private final CertificateWatch certificates;

    @Autowired
    MailRoutes(
            MailServers servers,
            Settings settings,
            ObjectProvider<JavaMailSenderImpl> configured,
            ObjectProvider<SslBundles> bundles,
            @Value("${tollgate.mail.ssl-bundle:}") String bundle) {
        this(servers, settings, configured, certificates(bundles, bundle));
    }

    MailRoutes(
            MailServers servers,
            Settings settings,
            ObjectProvider<JavaMailSenderImpl> configured,
            CertificateWatch certificates) {
        this.servers = servers;
        this.settings = settings;
        this.configured = configured;
        this.certificates = certificates;
    }

    private static CertificateWatch certificates(
            ObjectProvider<SslBundles> bundles, String bundle) {
        return bundle.isEmpty()
                ? CertificateWatch.ofPlatform()
                : CertificateWatch.of(
                        bundles.getObject().getBundle(bundle).getManagers().getTrustManagers());
    }

    Optional<MailRoute> to(MailSettings wanted) {
        if (wanted.stored()) {
            String ownName = String.valueOf(settings.current().portalAddress().getHost());
            return Optional.of(
                    MailRoute.to(
                            wanted.server(), servers.password(), ownName, certificates.fresh()));
        }
        return configured
                .orderedStream()
                .findFirst()
                .map(sender -> MailRoute.to(wanted.server(), sender));
    }
}
