package dev.tollgate.notice;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sets the [Mailer] to work every two seconds, on threads of its own: neither requests nor other
/// scheduled work wait while a mail server is slow, and a test does not wait for the round in hand.
@Component
@Profile("server")
final class MailShift implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(MailShift.class);
    private static final long EVERY_TWO_SECONDS = 2_000;

    private final Mailer mailer;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    3, Thread.ofPlatform().daemon().name("mailer-", 1).factory());
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean trying = new AtomicBoolean();
    private final AtomicBoolean sendingThroughFormer = new AtomicBoolean();

    MailShift(Mailer mailer) {
        this.mailer = mailer;
    }

    @Scheduled(fixedDelay = EVERY_TWO_SECONDS)
    void begin() {
        begin(sending, mailer::sendDue);
        begin(trying, mailer::tryOut);
        begin(sendingThroughFormer, mailer::sendThroughFormer);
    }

    private void begin(AtomicBoolean busy, Runnable work) {
        if (busy.compareAndSet(false, true)) {
            threads.execute(
                    () -> {
                        try {
                            work.run();
                        } catch (DataAccessException | TransactionException e) {
                            log.warn("mail waits for the database: {}", e.getMessage());
                        } finally {
                            busy.set(false);
                        }
                    });
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
