package dev.tollgate;

import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/// A real mail server in this process, on a free port of the loopback address, that keeps what it
/// is given.
public final class TestMailServer implements AutoCloseable, SimpleMessageListener {

    public static final String USER = "pbx";
    public static final String PASSWORD = "hünter2";
    public static final String SENDER = "pbx@example.com";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final SMTPServer server;
    private final Encryption encryption;

    private TestMailServer(Encryption encryption, @Nullable SSLContext tls, boolean withLogin) {
        this.encryption = encryption;
        SMTPServer.Builder builder =
                SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .simpleMessageListener(this);
        if (tls != null && encryption == Encryption.STARTTLS) {
            builder.enableTLS().requireTLS().startTlsSocketFactory(tls);
        }
        if (tls != null && encryption == Encryption.TLS) {
            SSLServerSocketFactory sockets = tls.getServerSocketFactory();
            builder.serverSocketFactory(() -> sockets.createServerSocket());
        }
        if (withLogin) {
            builder.requireAuth()
                    .authenticationHandlerFactory(
                            new EasyAuthenticationHandlerFactory(
                                    (user, password, _) -> logIn(user, password)));
        }
        this.server = builder.build();
        server.start();
    }

    /// In clear, for everybody.
    public static TestMailServer open() {
        return new TestMailServer(Encryption.NONE, null, false);
    }

    /// With TLS, for one user with a password.
    public static TestMailServer open(Encryption encryption, SSLContext tls) {
        return new TestMailServer(encryption, tls, true);
    }

    public int port() {
        return server.getPortAllocated();
    }

    /// How to reach it.
    public MailServer settings() {
        String user = encryption == Encryption.NONE ? "" : USER;
        return new MailServer("127.0.0.1", port(), encryption, user, SENDER);
    }

    public List<Received> received() {
        return received;
    }

    @Override
    public boolean accept(String from, String recipient) {
        return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        received.add(new Received(from, recipient, data.readAllBytes()));
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void logIn(String user, String password) throws LoginFailedException {
        if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException("no such user");
        }
    }

    /// What came in.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    public record Received(String from, String recipient, byte[] bytes) {

        public MimeMessage message() {
            try {
                return new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            } catch (MessagingException e) {
                throw new AssertionError("no mail", e);
            }
        }
    }
}
