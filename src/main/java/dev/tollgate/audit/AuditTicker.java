package dev.tollgate.audit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Has a server chain the record each second, on a thread of its own: a mail server that does not
/// answer must not hold it up.
@Component
@Profile("server")
final class AuditTicker {

    private static final Logger log = LoggerFactory.getLogger(AuditTicker.class);
    private static final long PATIENCE_SECONDS = 10;

    private final AuditSealer sealer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("audit").factory());
    private String failure = "";

    AuditTicker(AuditSealer sealer) {
        this.sealer = sealer;
    }

    @PostConstruct
    void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> guarded(sealer::sealDue), 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void close() throws InterruptedException {
        thread.shutdown();
        if (thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            guarded(sealer::finish);
        }
    }

    /// The outermost handler of its thread. What failed is tried again a second later; the log is
    /// told once of each failure, not each second.
    private void guarded(Runnable work) {
        try {
            work.run();
            failure = "";
        } catch (RuntimeException e) {
            if (!failure.equals(String.valueOf(e))) {
                failure = String.valueOf(e);
                log.error("the audit record cannot be chained now", e);
            }
        }
    }
}
