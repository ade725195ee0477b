package dev.tollgate.account;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Lets few at a time book a try at a password, in the order in which they came. Bookings of one
/// account or source wait for each other in the database, and each holds a connection meanwhile: a
/// flood of them would leave none for pages and codes. Whoever could not be hashed anyway is sent
/// away before anything is written. Safe for use by many threads.
@Component
public final class PasswordDoor {

    /// Of each lane.
    private static final int AT_ONCE = 2;

    private final HashingQueue queue;
    private final Map<HashingLane, Semaphore> permits = new EnumMap<>(HashingLane.class);

    PasswordDoor(PasswordHasher hasher) {
        queue = hasher.queue();
        for (HashingLane lane : HashingLane.values()) {
            permits.put(lane, new Semaphore(AT_ONCE, true));
        }
    }

    /// What the booking gives.
    ///
    /// @throws HashingBusyException where a hash would be refused now, or too many stand before the
    ///     door: nothing was booked
    public <T> T book(HashingLane lane, Supplier<T> booking) {
        queue.requireRoom(lane);
        Semaphore mine = Objects.requireNonNull(permits.get(lane));
        await(mine);
        try {
            return booking.get();
        } finally {
            mine.release();
        }
    }

    private static void await(Semaphore permits) {
        try {
            if (permits.tryAcquire(PasswordHasher.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new HashingBusyException(PasswordHasher.PATIENCE);
    }
}
