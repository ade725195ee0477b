package dev.tollgate.notice;

import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.Delivery.Failed;
import dev.tollgate.notice.Delivery.Fault;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.storage.Transactions;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Hands mails to one server, over one connection as long as it holds. A mail takes a limited time
/// however slowly the server speaks: then the connection is cut. For one thread.
final class Courier implements AutoCloseable {

    /// Shorter than the shortest pause between two tries, so that no other node tries meanwhile.
    static final Duration LIMIT = Duration.ofSeconds(40);

    private final MailRoute route;
    private final Clock clock;
    private final Duration limit;
    private volatile @Nullable SmtpLine line;

    Courier(MailRoute route, Clock clock, Duration limit) {
        this.route = route;
        this.clock = clock;
        this.limit = limit;
    }

    /// @throws IllegalStateException inside a transaction
    Delivery hand(Message mail) {
        Transactions.requireNone();
        Delivery delivery = withinLimit(mail);
        if (delivery instanceof Failed) {
            close();
        }
        return delivery;
    }

    /// A virtual thread's connection is cut when the thread is interrupted, whatever it waits for.
    private Delivery withinLimit(Message mail) {
        FutureTask<Delivery> sending = new FutureTask<>(() -> send(mail));
        Thread.ofVirtual().name("mail").start(sending);
        try {
            return sending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            SmtpLine stuck = line;
            line = null;
            sending.cancel(true);
            boolean stranger = stuck == null || stuck.stage() == SmtpLine.Stage.STRANGER;
            return new Failed(stranger ? Fault.UNREACHABLE : Fault.BROKE_OFF, "");
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            return new Failed(Fault.BROKE_OFF, "");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mail could not be handed over", e.getCause());
        }
    }

    private Delivery send(Message mail) {
        SmtpLine open = line;
        boolean opened = open != null && open.isConnected();
        if (open == null || !opened) {
            open = route.line();
            line = open;
        }
        try {
            if (!opened) {
                connect(open);
            }
            open.sendMessage(mail, mail.getAllRecipients());
            return new Delivery.Taken(open.lastWords());
        } catch (MessagingException e) {
            return failure(open, e);
        }
    }

    private void connect(SmtpLine open) throws MessagingException {
        Secret password = route.password();
        open.connect(
                route.server().host(),
                route.server().port(),
                route.username().isEmpty() ? null : route.username(),
                password == null ? null : password.reveal());
    }

    private Failed failure(SmtpLine failed, MessagingException e) {
        return switch (failed.stage()) {
            case STRANGER -> ofStranger();
            case SECURING -> certificate().orElse(new Failed(Fault.TLS, failed.refusal()));
            case GREETED -> {
                if (e instanceof AuthenticationFailedException) {
                    yield new Failed(Fault.LOGIN, failed.refusal());
                }
                boolean noTls =
                        route.server().encryption() == Encryption.STARTTLS
                                && !failed.supportsExtension("STARTTLS")
                                && !failed.isSSL();
                yield new Failed(noTls ? Fault.NO_TLS : Fault.BROKE_OFF, failed.refusal());
            }
            case SENDER -> refusedOrBroken(Fault.SENDER, failed);
            case RECIPIENT -> refusedOrBroken(Fault.RECIPIENT, failed);
            case MESSAGE -> refusedOrBroken(Fault.MESSAGE, failed);
        };
    }

    private static Failed refusedOrBroken(Fault fault, SmtpLine failed) {
        String refusal = failed.refusal();
        return new Failed(refusal.isEmpty() ? Fault.BROKE_OFF : fault, refusal);
    }

    /// A certificate is spoken of only where an SMTP server stands behind it.
    private Failed ofStranger() {
        boolean secured = route.secureFromStart() && route.certificates() != null;
        return secured
                ? certificate()
                        .filter(_ -> SmtpProbe.isSmtp(route.server().host(), route.server().port()))
                        .orElse(new Failed(Fault.UNREACHABLE, ""))
                : new Failed(Fault.UNREACHABLE, "");
    }

    private Optional<Failed> certificate() {
        CertificateWatch watch = route.certificates();
        return watch == null
                ? Optional.empty()
                : watch.complaint(route.server().host(), clock.instant());
    }

    /// Closing is courtesy: what was taken is taken.
    @Override
    public void close() {
        SmtpLine open = line;
        line = null;
        if (open != null) {
            FutureTask<Void> closing =
                    new FutureTask<>(
                            () -> {
                                open.close();
                                return null;
                            });
            Thread.ofVirtual().name("mail-close").start(closing);
        }
    }
}
