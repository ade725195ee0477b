package dev.tollgate.stream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/// Has a server copy the record each second, each copy on a thread of its own: a syslog server that
/// does not answer holds up neither the chain nor the file.
@Component
@Profile("server")
final class StreamTicker {

    private static final Logger log = LoggerFactory.getLogger(StreamTicker.class);
    private static final long PATIENCE_SECONDS = 10;

    private final AuditStreams streams;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("audit-stream-", 1).factory());

    StreamTicker(AuditStreams streams) {
        this.streams = streams;
    }

    @PostConstruct
    void start() {
        for (AuditStream stream : streams.all()) {
            var _ = threads.scheduleWithFixedDelay(new Turn(stream), 1, 1, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            log.warn("the audit stream was busy at the end and sends its last rows once more");
        }
    }

    /// One copy on its thread, of which this is the outermost handler. What failed is tried again a
    /// second later; the log is told once of each failure.
    private static final class Turn implements Runnable {

        private final AuditStream stream;
        private String failure = "";

        Turn(AuditStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            try {
                stream.sendDue();
                failure = "";
            } catch (RuntimeException e) {
                if (!failure.equals(String.valueOf(e))) {
                    failure = String.valueOf(e);
                    log.error("the audit stream to {} cannot go on now", stream.name(), e);
                }
            }
        }
    }
}
