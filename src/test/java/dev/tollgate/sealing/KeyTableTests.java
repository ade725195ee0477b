package dev.tollgate.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTableTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path dataDir;

    /// Two that write the key file at once lose one of their keys, for good where the database
    /// names it. SQLite has one writer at a time in any case.
    @Test
    void lockWhenTheKeyWasTurnedMeanwhileThenHeldAllTheSame() throws Exception {
        try (TestPortal portal = TestPortal.open(TestStore.POSTGRES, dataDir);
                ExecutorService threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Keys keys = portal.get(Keys.class);
            KeyTable table = portal.get(KeyTable.class);
            Transactions transactions = portal.get(Transactions.class);
            keys.prepare();
            CountDownLatch turned = new CountDownLatch(1);
            CountDownLatch commit = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<Void> turning =
                    CompletableFuture.runAsync(
                            () ->
                                    transactions.write(
                                            () -> {
                                                keys.turn(portal.now());
                                                turned.countDown();
                                                await(commit);
                                            }),
                            threads);
            await(turned);
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(
                            () ->
                                    transactions.write(
                                            () -> {
                                                table.lock();
                                                held.countDown();
                                                await(end);
                                            }),
                            threads);
            expectOneWaits(portal);
            commit.countDown();
            await(held);

            CompletableFuture<Void> third =
                    CompletableFuture.runAsync(() -> transactions.write(table::lock), threads);

            expectOneWaits(portal);
            end.countDown();
            CompletableFuture.allOf(turning, second, third).get(30, TimeUnit.SECONDS);
        }
    }

    private static void expectOneWaits(TestPortal portal) throws InterruptedException {
        long until = System.nanoTime() + LONG.toNanos();
        while (waiting(portal) == 0 && System.nanoTime() < until) {
            Thread.sleep(10);
        }
        assertThat(waiting(portal)).isOne();
    }

    private static long waiting(TestPortal portal) {
        return portal.jdbc()
                .sql(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""")
                .query(Long.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
