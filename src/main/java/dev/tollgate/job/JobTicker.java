package dev.tollgate.job;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Has a server look for work each second, on a thread of its own, so that neither mails nor
/// housekeeping wait for a job.
@Component
@Profile("server")
final class JobTicker {

    private static final long EVERY_TEN_MINUTES = 600_000;
    private static final long PATIENCE_SECONDS = 10;

    private final JobRunner runner;
    private final Jobs jobs;
    private final Clock clock;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("jobs").factory());
    private @Nullable Future<?> running;

    JobTicker(JobRunner runner, Jobs jobs, Clock clock) {
        this.runner = runner;
        this.jobs = jobs;
        this.clock = clock;
    }

    @PostConstruct
    void begin() {
        runner.takeUp();
    }

    @Scheduled(fixedDelay = 1_000)
    synchronized void tick() {
        if (running == null || running.isDone()) {
            running = thread.submit(runner::runDue);
        }
    }

    @Scheduled(fixedDelay = EVERY_TEN_MINUTES, initialDelay = EVERY_TEN_MINUTES)
    void tidy() {
        jobs.purge(clock.instant());
    }

    @PreDestroy
    void close() throws InterruptedException {
        runner.close();
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }
}
