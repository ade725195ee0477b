package dev.tollgate.bootstrap;

import dev.tollgate.system.RecordWatch;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Asks each minute whether the record is to be looked through, on a thread of its own: that takes
/// as long as the record is.
@Component
@Profile("server")
final class RecordShift {

    private static final Logger log = LoggerFactory.getLogger(RecordShift.class);

    private final RecordWatch watch;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("audit-check").factory());

    RecordShift(RecordWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
    }

    /// A look that is cut short is taken up an hour later, by whichever server runs then.
    @PreDestroy
    void close() {
        thread.shutdownNow();
    }

    /// The outermost handler of its thread.
    private void look() {
        try {
            watch.look(clock.instant());
        } catch (RuntimeException e) {
            log.error("the audit record cannot be looked through now", e);
        }
    }
}
