package dev.tollgate.notice;

import dev.tollgate.kernel.Secret;
import dev.tollgate.setting.FormerMailServer;
import dev.tollgate.setting.FormerMailServers;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.setting.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final FormerMailServers formers;
    private final Settings settings;
    private final ObjectProvider<JavaMailSenderImpl> configured;
    private final CertificateWatch certificates;

    @Autowired
    MailRoutes(
            MailServers servers,
            FormerMailServers formers,
            Settings settings,
            ObjectProvider<JavaMailSenderImpl> configured,
            ObjectProvider<SslBundles> bundles,
            @Value("${tollgate.mail.ssl-bundle:}") String bundle) {
        this(servers, formers, settings, configured, certificates(bundles, bundle));
    }

    MailRoutes(
            MailServers servers,
            FormerMailServers formers,
            Settings settings,
            ObjectProvider<JavaMailSenderImpl> configured,
            CertificateWatch certificates) {
        this.servers = servers;
        this.formers = formers;
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
        return wanted.stored()
                ? Optional.of(toStored(wanted.server(), servers.password()))
                : toConfigured(wanted.server());
    }

    /// The ways to the mail servers that were replaced, by their names, oldest first.
    Map<String, MailRoute> toFormer(Instant now) {
        Map<String, MailRoute> routes = new LinkedHashMap<>();
        for (FormerMailServer former : formers.all(now)) {
            Optional<MailRoute> route =
                    former.stored()
                            ? Optional.of(toStored(former.server(), former.password()))
                            : toConfigured(former.server());
            route.ifPresent(found -> routes.put(former.id(), found));
        }
        return routes;
    }

    private MailRoute toStored(MailServer server, Optional<Secret> password) {
        String ownName = String.valueOf(settings.current().portalAddress().getHost());
        return MailRoute.to(server, password, ownName, certificates.fresh());
    }

    private Optional<MailRoute> toConfigured(MailServer server) {
        return configured.orderedStream().findFirst().map(sender -> MailRoute.to(server, sender));
    }
}
