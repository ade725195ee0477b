package dev.tollgate.setting;

import dev.tollgate.setting.MailServer.Encryption;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// The mail server that the configuration file names with `spring.mail.*`.
@Component
final class MailConfiguration {

    private static final String PROPERTIES = "spring.mail.properties.mail.smtp.";
    private static final int SMTP = 25;

    private final Environment environment;
    private final String sender;

    MailConfiguration(
            Environment environment,
            @Value("${tollgate.mail.from:tollgate@localhost}") String sender) {
        this.environment = environment;
        this.sender = sender;
    }

    Optional<MailServer> server() {
        return Optional.ofNullable(environment.getProperty("spring.mail.host"))
                .filter(host -> !host.isBlank())
                .map(
                        host ->
                                new MailServer(
                                        host,
                                        environment.getProperty(
                                                "spring.mail.port", Integer.class, SMTP),
                                        encryption(),
                                        environment.getProperty("spring.mail.username", ""),
                                        sender));
    }

    private Encryption encryption() {
        if (is("ssl.enable")
                || environment.getProperty("spring.mail.ssl.enabled", "").equals("true")) {
            return Encryption.TLS;
        }
        return is("starttls.enable") ? Encryption.STARTTLS : Encryption.NONE;
    }

    private boolean is(String name) {
        return environment.getProperty(PROPERTIES + name, Boolean.class, false);
    }
}
