package dev.tollgate.notice;

import dev.tollgate.kernel.Secret;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/// The way to a mail server.
///
/// @param session the mail library's settings
/// @param password `null` for none
/// @param certificates who watches the certificate; `null` where the configuration file decides
record MailRoute(
        Session session,
        MailServer server,
        String username,
        @Nullable Secret password,
        boolean secureFromStart,
        @Nullable CertificateWatch certificates) {

    private static final String CONNECT_MILLIS = "5000";
    private static final String ANSWER_MILLIS = "10000";

    /// To the server that was set in the portal: what it asks for is insisted on.
    static MailRoute to(
            MailServer server,
            Optional<Secret> password,
            String ownName,
            CertificateWatch certificates) {
        boolean secureFromStart = server.encryption() == Encryption.TLS;
        String prefix = secureFromStart ? "mail.smtps." : "mail.smtp.";
        Properties properties = new Properties();
        boolean logsIn = !server.username().isEmpty() && password.isPresent();
        properties.put(prefix + "auth", String.valueOf(logsIn));
        properties.put(prefix + "localhost", ownName);
        properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.put(prefix + "timeout", ANSWER_MILLIS);
        properties.put(prefix + "quitwait", "false");
        if (server.encryption() != Encryption.NONE) {
            properties.put(prefix + "ssl.checkserveridentity", "true");
            properties.put(prefix + "ssl.socketFactory", certificates.sockets());
            properties.put(prefix + "ssl.socketFactory.fallback", "false");
            properties.put(prefix + "socketFactory.fallback", "false");
        }
        if (server.encryption() == Encryption.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        return new MailRoute(
                Session.getInstance(properties),
                server,
                logsIn ? server.username() : "",
                logsIn ? password.get() : null,
                secureFromStart,
                certificates);
    }

    /// To the server of the configuration file, as the file says.
    static MailRoute to(MailServer server, JavaMailSenderImpl configured) {
        String password = configured.getPassword();
        String username = configured.getUsername();
        return new MailRoute(
                configured.getSession(),
                server,
                username == null ? "" : username,
                password == null ? null : Secret.of(password),
                "smtps".equals(configured.getProtocol()),
                null);
    }

    SmtpLine line() {
        return new SmtpLine(session, secureFromStart);
    }
}
