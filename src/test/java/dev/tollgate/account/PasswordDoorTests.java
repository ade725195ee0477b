package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tollgate.kernel.SeededRandom;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordDoorTests {

    /// Whoever could not be hashed writes nothing; the other lane is open.
    @ParameterizedTest
    @EnumSource(HashingLane.class)
    void bookWhenTheLaneHasNoRoomThenBusyAndNothingIsBooked(HashingLane full) {
        HashingQueue queue = new HashingQueue(1, Duration.ofSeconds(2), () -> 0);
        PasswordDoor door =
                new PasswordDoor(
                        new PasswordHasher(
                                Argon2Cost.DEFAULT,
                                new SeededRandom(1),
                                Argon2Engine.fastest(),
                                queue));
        while (queue.waiting(full) < queue.places(full)) {
            queue.enter(full, new FutureTask<>(() -> new byte[0]));
        }
        AtomicInteger booked = new AtomicInteger();

        assertThatExceptionOfType(HashingBusyException.class)
                .isThrownBy(() -> door.book(full, booked::incrementAndGet));
        assertThat(booked).hasValue(0);
        HashingLane other = full == HashingLane.KNOWN ? HashingLane.UNKNOWN : HashingLane.KNOWN;
        assertThat(door.book(other, booked::incrementAndGet)).isEqualTo(1);
    }
}
