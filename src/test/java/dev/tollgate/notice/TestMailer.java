package dev.tollgate.notice;

import dev.tollgate.TestPortal;
import dev.tollgate.kernel.Secret;
import dev.tollgate.setting.FormerMailServers;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// Mailers of a portal, at work only when a test says so.
final class TestMailer {

    private TestMailer() {}

    static Mailer of(TestPortal portal) {
        return of(portal, CertificateWatch.ofPlatform(), Courier.LIMIT);
    }

    static Mailer of(TestPortal portal, CertificateWatch certificates, Duration limit) {
        MailRoutes routes =
                new MailRoutes(
                        portal.get(MailServers.class),
                        portal.get(FormerMailServers.class),
                        portal.get(Settings.class),
                        new StaticListableBeanFactory().getBeanProvider(JavaMailSenderImpl.class),
                        certificates);
        return new Mailer(
                queues(portal),
                portal.get(MailServers.class),
                routes,
                portal.get(Settings.class),
                portal.clock,
                limit);
    }

    static Queues queues(TestPortal portal) {
        MailTexts texts = new MailTexts(messages());
        return new Queues(
                portal.get(Notices.class),
                portal.get(Mails.class),
                portal.get(ContactMails.class),
                portal.get(MailTrials.class),
                portal.get(Recipients.class),
                texts,
                new MailWriter(texts));
    }

    static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("messages");
        texts.setDefaultEncoding("UTF-8");
        return texts;
    }

    /// Saves how to reach a server.
    static void use(TestPortal portal, MailServer server) {
        use(portal, server, Optional.empty());
    }

    static void use(TestPortal portal, MailServer server, Optional<Secret> password) {
        portal.get(Transactions.class)
                .write(() -> portal.get(MailServers.class).save(server, password, portal.now()));
    }

    /// In clear on this machine.
    static MailServer at(int port) {
        return new MailServer("127.0.0.1", port, Encryption.NONE, "", "pbx@example.com");
    }
}
