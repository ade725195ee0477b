package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LO-7: hashing work is bounded, and known ones come first.
class HashingQueueTests {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final List<String> served = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();

    @Test
    void placesWhenNothingWasSeenThenTwoSecondsOfTwentyMillisecondsEach() {
        HashingQueue queue = queue(2, Duration.ofSeconds(2));

        assertThat(queue.places(HashingLane.KNOWN)).isEqualTo(50);
        assertThat(queue.places(HashingLane.UNKNOWN)).isEqualTo(150);
    }

    @Test
    void placesWhenHashesTakeLongerThenFewerAndWhenQuickerThenMore() {
        HashingQueue queue = queue(2, Duration.ofSeconds(2));

        hashes(queue, 200, Duration.ofMillis(200));
        assertThat(queue.places(HashingLane.UNKNOWN)).isBetween(15L, 16L);

        hashes(queue, 200, Duration.ofMillis(5));
        assertThat(queue.places(HashingLane.UNKNOWN)).isBetween(590L, 600L);
    }

    @Test
    void placesWhenTheMachineStoodStillThenNearlyAsMany() {
        HashingQueue queue = queue(2, Duration.ofSeconds(2));

        hashes(queue, 1, Duration.ofHours(8));
        assertThat(queue.places(HashingLane.UNKNOWN)).isBetween(120L, 150L);
    }

    @Test
    void placesWhenOneHashTakesLongerThanThePatienceThenOneMayWait() {
        HashingQueue queue = queue(1, Duration.ofMillis(50));

        hashes(queue, 100, Duration.ofSeconds(1));
        for (HashingLane lane : HashingLane.values()) {
            assertThat(queue.places(lane)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(HashingLane.class)
    void runWhenItsLaneIsFullThenBusyAtOnceAndTheOtherHasRoom(HashingLane full) {
        HashingQueue queue = queue(1, Duration.ofSeconds(2));
        HashingLane other = full == HashingLane.KNOWN ? HashingLane.UNKNOWN : HashingLane.KNOWN;
        fill(queue, full);

        assertThatExceptionOfType(HashingBusyException.class)
                .isThrownBy(() -> queue.run(full, () -> hashed("refused")))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        assertThatExceptionOfType(HashingBusyException.class)
                .isThrownBy(() -> queue.requireRoom(full));
        queue.requireRoom(other);
        assertThat(queue.waiting(full)).isEqualTo((int) queue.places(full));
        assertThat(served).isEmpty();
    }

    @Test
    void serveWhenBothLanesWaitThenThreeKnownOnesAndOneOther() {
        HashingQueue queue = queue(1, LONG);
        for (int i = 1; i <= 3; i++) {
            enter(queue, HashingLane.UNKNOWN, "unknown " + i);
        }
        for (int i = 1; i <= 8; i++) {
            enter(queue, HashingLane.KNOWN, "known " + i);
        }

        serve(queue, 11);

        assertThat(served)
                .containsExactly(
                        "known 1",
                        "known 2",
                        "known 3",
                        "unknown 1",
                        "known 4",
                        "known 5",
                        "known 6",
                        "unknown 2",
                        "known 7",
                        "known 8",
                        "unknown 3");
    }

    @Test
    void serveWhenKnownOnesCameWhileNobodyElseWaitedThenTheyHaveUsedUpNothing() {
        HashingQueue queue = queue(1, LONG);
        for (int i = 1; i <= 9; i++) {
            enter(queue, HashingLane.KNOWN, "known " + i);
        }
        serve(queue, 6);
        enter(queue, HashingLane.UNKNOWN, "unknown");

        serve(queue, 4);

        assertThat(served).endsWith("known 7", "known 8", "known 9", "unknown");
    }

    /// However many known ones come, in whatever order: of any four served one is another, as long
    /// as one waits.
    @Test
    void serveWhenKnownOnesNeverEndThenUnknownOnesAreServedToo() {
        HashingQueue queue = queue(1, LONG);
        for (int i = 0; i < 25; i++) {
            enter(queue, HashingLane.UNKNOWN, "unknown");
        }
        for (int i = 0; i < 100; i++) {
            enter(queue, HashingLane.KNOWN, "known");
            queue.serve();
        }
        assertThat(served.stream().filter("unknown"::equals)).hasSize(25);
    }

    @Test
    void runWhenThePatienceIsOverThenLeavesItsPlaceAndIsNeverServed() throws Exception {
        HashingQueue queue = queue(1, Duration.ofMillis(50));
        CountDownLatch mayLeave = new CountDownLatch(1);
        FutureTask<byte[]> held = held(queue, mayLeave);

        for (HashingLane lane : HashingLane.values()) {
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> queue.run(lane, () -> hashed("too late")));
            assertThat(queue.waiting(lane)).isZero();
        }

        mayLeave.countDown();
        held.get();
        queue.run(HashingLane.UNKNOWN, () -> hashed("after"));
        assertThat(served).containsExactly("after");
    }

    @Test
    void runWhenInterruptedThenLeavesItsPlaceAndStaysInterrupted() throws Exception {
        HashingQueue queue = queue(1, LONG);
        CountDownLatch mayLeave = new CountDownLatch(1);
        FutureTask<byte[]> held = held(queue, mayLeave);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(HashingBusyException.class)
                .isThrownBy(() -> queue.run(HashingLane.UNKNOWN, () -> hashed("interrupted")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.waiting(HashingLane.UNKNOWN)).isZero();
        mayLeave.countDown();
        held.get();
        queue.run(HashingLane.UNKNOWN, () -> hashed("after"));
        assertThat(served).containsExactly("after");
    }

    /// The turn came at the last moment: what is being computed is waited for.
    @Test
    void runWhenServedLongerThanThePatienceThenItsResult() throws Exception {
        HashingQueue queue = queue(1, Duration.ofMillis(20));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<byte[]> result =
                    threads.submit(
                            () ->
                                    queue.run(
                                            HashingLane.UNKNOWN,
                                            () -> {
                                                entered.countDown();
                                                return await(mayLeave);
                                            }));
            entered.await();
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> queue.run(HashingLane.UNKNOWN, () -> hashed("too late")));
            mayLeave.countDown();
            assertThat(result.get()).isEmpty();
        }
    }

    @Test
    void runWhenManyThenNeverMoreAtOnceThanThreads() throws Exception {
        HashingQueue queue = queue(2, LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> running = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                HashingLane lane = i % 2 == 0 ? HashingLane.KNOWN : HashingLane.UNKNOWN;
                running.add(
                        threads.submit(
                                () ->
                                        queue.run(
                                                lane,
                                                () -> {
                                                    most.accumulateAndGet(
                                                            inside.incrementAndGet(), Math::max);
                                                    inside.decrementAndGet();
                                                    return new byte[1];
                                                })));
            }
            for (Future<byte[]> one : running) {
                assertThat(one.get()).hasSize(1);
            }
        }
        assertThat(most).hasValueBetween(1, 2);
    }

    @Test
    void runWhenTheHashFailsThenItsFailureAndTheThreadGoesOn() {
        HashingQueue queue = queue(1, LONG);
        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    queue.run(
                                            HashingLane.KNOWN,
                                            () -> {
                                                throw new IllegalStateException("out of memory");
                                            }))
                    .withMessage("out of memory");
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () ->
                                queue.run(
                                        HashingLane.KNOWN,
                                        () -> {
                                            throw new AssertionError("cannot happen");
                                        }));
        assertThat(queue.run(HashingLane.KNOWN, () -> hashed("after"))).isEmpty();
    }

    private HashingQueue queue(int atOnce, Duration patience) {
        return new HashingQueue(atOnce, patience, time::get);
    }

    private void hashes(HashingQueue queue, int count, Duration each) {
        for (int i = 0; i < count; i++) {
            queue.run(
                    HashingLane.KNOWN,
                    () -> {
                        time.addAndGet(each.toNanos());
                        return new byte[0];
                    });
        }
    }

    private static void fill(HashingQueue queue, HashingLane lane) {
        while (queue.waiting(lane) < queue.places(lane)) {
            queue.enter(lane, new FutureTask<>(() -> new byte[0]));
        }
    }

    private void enter(HashingQueue queue, HashingLane lane, String name) {
        queue.enter(lane, new FutureTask<>(() -> hashed(name)));
    }

    private static void serve(HashingQueue queue, int times) {
        for (int i = 0; i < times; i++) {
            queue.serve();
        }
    }

    private static FutureTask<byte[]> held(HashingQueue queue, CountDownLatch mayLeave)
            throws InterruptedException, ExecutionException {
        CountDownLatch entered = new CountDownLatch(1);
        FutureTask<byte[]> held =
                new FutureTask<>(
                        () -> {
                            entered.countDown();
                            return await(mayLeave);
                        });
        queue.submit(HashingLane.KNOWN, held);
        entered.await();
        return held;
    }

    private static byte[] await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new byte[0];
    }

    private byte[] hashed(String name) {
        synchronized (served) {
            served.add(name);
        }
        return new byte[0];
    }
}
