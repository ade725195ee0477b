package dev.tollgate.account;

import dev.tollgate.kernel.SeededRandom;
import java.time.Duration;

/// Hashers for tests: fixed chance, the default cost.
final class TestPasswordHasher {

    private TestPasswordHasher() {}

    static PasswordHasher with(Argon2Engine engine) {
        return new PasswordHasher(
                Argon2Cost.DEFAULT,
                new SeededRandom(63),
                engine,
                new HashingQueue(2, Duration.ofSeconds(2), System::nanoTime));
    }
}
