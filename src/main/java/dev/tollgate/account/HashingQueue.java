package dev.tollgate.account;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who waits for a core to hash on. Hashes are computed on threads of their own, as many as there
/// are cores, so that they keep no thread that answers requests. As many may wait as these can
/// serve within the patience, by the mean of the last hashes; one more is refused at once, and
/// whoever has waited that long all the same leaves. Safe for use by many threads.
final class HashingQueue {

    /// Known ones in a row, while others wait.
    private static final int IN_A_ROW = 3;

    /// What a hash takes, until some have been seen.
    private static final Duration FIRST_GUESS = Duration.ofMillis(20);

    /// How much of the mean the last hash makes: one part of so many.
    private static final int PARTS_OF_MEAN = 16;

    /// So many times the mean is a machine that stood still, and counts as no more.
    private static final int PAUSE = 4;

    private static final Duration THREAD_LIFE = Duration.ofSeconds(10);

    private final int atOnce;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor threads;
    private final Map<HashingLane, Queue<FutureTask<byte[]>>> lanes =
            new EnumMap<>(HashingLane.class);
    private long meanNanos = FIRST_GUESS.toNanos();
    private int inARow;

    HashingQueue(int atOnce, Duration patience, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.patience = patience;
        this.nanoTime = nanoTime;
        for (HashingLane lane : HashingLane.values()) {
            lanes.put(lane, new ArrayDeque<>());
        }
        threads =
                new ThreadPoolExecutor(
                        atOnce,
                        atOnce,
                        THREAD_LIFE.toNanos(),
                        TimeUnit.NANOSECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("hashing-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// What `hash` gives, once its turn has come.
    ///
    /// @throws HashingBusyException where the lane is full, or the patience over before the turn:
    ///     then `hash` is never run
    byte[] run(HashingLane lane, Supplier<byte[]> hash) {
        FutureTask<byte[]> task = new FutureTask<>(() -> timed(hash));
        submit(lane, task);
        try {
            return await(lane, task);
        } catch (ExecutionException e) {
            throw unchecked(e);
        } catch (InterruptedException e) {
            leave(lane, task);
            Thread.currentThread().interrupt();
            throw new HashingBusyException(patience);
        }
    }

    void close() {
        threads.shutdown();
    }

    void submit(HashingLane lane, FutureTask<byte[]> task) {
        enter(lane, task);
        threads.execute(this::serve);
    }

    synchronized void enter(HashingLane lane, FutureTask<byte[]> task) {
        requireRoom(lane);
        lane(lane).add(task);
    }

    /// @throws HashingBusyException where one more would be refused now
    synchronized void requireRoom(HashingLane lane) {
        if (waiting(lane) >= places(lane)) {
            throw new HashingBusyException(patience);
        }
    }

    /// How many may wait.
    synchronized long places(HashingLane lane) {
        return Math.max(1, lane.places(patience.toNanos() * atOnce / meanNanos));
    }

    synchronized int waiting(HashingLane lane) {
        return lane(lane).size();
    }

    private byte[] await(HashingLane lane, FutureTask<byte[]> task)
            throws ExecutionException, InterruptedException {
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (leave(lane, task)) {
                throw new HashingBusyException(patience);
            }
            return task.get();
        }
    }

    /// Whether its turn had not come.
    private synchronized boolean leave(HashingLane lane, FutureTask<byte[]> task) {
        return lane(lane).remove(task);
    }

    /// Runs once for each that entered; whoever has left leaves one run with nothing to do.
    void serve() {
        FutureTask<byte[]> next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable FutureTask<byte[]> next() {
        boolean others = waiting(HashingLane.UNKNOWN) > 0;
        boolean known = waiting(HashingLane.KNOWN) > 0 && (inARow < IN_A_ROW || !others);
        inARow = known && others ? inARow + 1 : 0;
        return lane(known ? HashingLane.KNOWN : HashingLane.UNKNOWN).poll();
    }

    private byte[] timed(Supplier<byte[]> hash) {
        long before = nanoTime.getAsLong();
        byte[] result = hash.get();
        note(nanoTime.getAsLong() - before);
        return result;
    }

    private synchronized void note(long nanos) {
        long weighed = Math.min(nanos, meanNanos * PAUSE);
        meanNanos = Math.max(1, meanNanos + (weighed - meanNanos) / PARTS_OF_MEAN);
    }

    private Queue<FutureTask<byte[]>> lane(HashingLane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e.getCause());
    }
}
