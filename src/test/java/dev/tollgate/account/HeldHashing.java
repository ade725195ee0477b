package dev.tollgate.account;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/// Keeps a hasher's threads at work, or its lanes full, until it is closed: a storm that no clock
/// has a part in.
public final class HeldHashing implements AutoCloseable {

    private final HashingQueue queue;
    private final CountDownLatch mayLeave = new CountDownLatch(1);

    public HeldHashing(PasswordHasher hasher) {
        queue = hasher.queue();
    }

    /// Each thread has a hash that does not end.
    public HeldHashing threads() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        CountDownLatch entered = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            queue.submit(HashingLane.KNOWN, new FutureTask<>(() -> hold(entered)));
        }
        entered.await();
        return this;
    }

    /// Each place is taken by somebody who is never called.
    public HeldHashing places(HashingLane lane) {
        return placesBut(0, lane);
    }

    /// The same, with some left.
    public HeldHashing placesBut(int some, HashingLane lane) {
        while (queue.waiting(lane) < queue.places(lane) - some) {
            queue.enter(lane, new FutureTask<>(() -> new byte[0]));
        }
        return this;
    }

    @Override
    public void close() {
        mayLeave.countDown();
        while (queue.waiting(HashingLane.KNOWN) + queue.waiting(HashingLane.UNKNOWN) > 0) {
            queue.serve();
        }
    }

    private byte[] hold(CountDownLatch entered) throws InterruptedException {
        entered.countDown();
        mayLeave.await();
        return new byte[0];
    }
}
