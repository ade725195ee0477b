package dev.tollgate.bootstrap;

import dev.tollgate.extension.Imports;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.SchemaPolicy;
import dev.tollgate.storage.ServerLock;
import jakarta.servlet.MultipartConfigElement;
import java.net.InetAddress;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.filter.RelativeRedirectFilter;

/// What only the server does, not a console command.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(ProxyProperties.class)
class ServerConfiguration {

    private static final int FORM_AROUND_A_FILE = 16 * 1024;

    @Bean
    SchemaPolicy schemaPolicy() {
        return SchemaPolicy.MIGRATE;
    }

    /// Held while the server runs.
    @Bean
    ServerLock serverLock(DataDirectory directory) {
        return ServerLock.take(directory);
    }

    /// Refuses to speak plain HTTP to anybody but this machine and the trusted proxies: passwords
    /// and codes would cross the network in clear.
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> plainHttpOnLoopbackOnly(
            ServerProperties server, ProxyProperties proxies) {
        return factory -> {
            InetAddress address = server.getAddress();
            boolean loopback = address != null && address.isLoopbackAddress();
            boolean tls = server.getSsl() != null && server.getSsl().isEnabled();
            if (!loopback && !tls && !proxies.areSet()) {
                throw new IllegalStateException(
                        "plain HTTP is served on a loopback address only: set server.ssl.bundle to"
                                + " a certificate, server.address to 127.0.0.1, or"
                                + " tollgate.web.trusted-proxies to the proxies in front");
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> authenticatedTls() {
        return factory -> factory.setProtocol(AuthenticatedTls.class.getName());
    }

    /// Each request has a virtual thread: whoever waits, for a hash, a connection, or the rest of a
    /// body that comes slowly, keeps no other request waiting.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> threadForEachRequest() {
        return factory ->
                factory.addProtocolHandlerCustomizers(
                        handler -> handler.setExecutor(new VirtualThreadExecutor("request-")));
    }

    /// What every answer has, also one that no servlet gives.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersOfTomcatItself(
            ProxyProperties proxies) {
        return factory -> {
            factory.addEngineValves(new AnswerHeaders(proxies.areSet()));
            if (proxies.areSet()) {
                factory.addEngineValves(new TrustedProxies(proxies.ranges()));
            }
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new BareRefusal()));
        };
    }

    /// A form with a file is read where [ReadableForms] lets one through, and then in memory.
    @Bean
    MultipartConfigElement files() {
        int most = Imports.MOST_BYTES;
        return new MultipartConfigElement("", most, most + FORM_AROUND_A_FILE, most);
    }

    /// Redirects name a path and no host. Tomcat would make one up from the request for whoever
    /// speaks HTTP/1.0, as some proxies do.
    @Bean
    FilterRegistrationBean<RelativeRedirectFilter> relativeRedirects() {
        RelativeRedirectFilter filter = new RelativeRedirectFilter();
        filter.setRedirectStatus(HttpStatus.FOUND);
        FilterRegistrationBean<RelativeRedirectFilter> first = new FilterRegistrationBean<>(filter);
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }
}
