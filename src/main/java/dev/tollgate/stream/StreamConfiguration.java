package dev.tollgate.stream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    @Bean
    List<StreamTarget> streamTargets(
            StreamProperties properties, ObjectProvider<SslBundles> bundles) {
        List<StreamTarget> targets = new ArrayList<>();
        if (!properties.file().isEmpty()) {
            targets.add(new FileTarget(Path.of(properties.file())));
        }
        if (!properties.syslog().isEmpty()) {
            targets.add(syslog(properties, bundles));
        }
        return targets;
    }

    /// A bundle that is not there is refused now, one that is renewed later is taken then.
    private static StreamTarget syslog(
            StreamProperties properties, ObjectProvider<SslBundles> bundles) {
        SyslogAddress address = SyslogAddress.parse(properties.syslog());
        if (address.tls()) {
            tls(properties.sslBundle(), bundles);
        }
        return new SyslogTarget(
                address,
                new SyslogMessage(hostName(), ProcessHandle.current().pid()),
                () -> tls(properties.sslBundle(), bundles));
    }

    private static SSLContext tls(String bundle, ObjectProvider<SslBundles> bundles) {
        if (!bundle.isEmpty()) {
            return bundles.getObject().getBundle(bundle).createSslContext();
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has TLS", e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
