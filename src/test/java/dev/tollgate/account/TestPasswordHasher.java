package dev.tollgate.account;

import dev.tollgate.kernel.SeededRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Hashers for tests: fixed chance, the default cost.
public final class TestPasswordHasher {

    /// As many as the product's own.
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

    private static final Argon2Work NEXT_TO_NOTHING = new Argon2Work(8, 1, 1);

    private TestPasswordHasher() {}

    /// Puts a hasher that costs next to nothing in the place of a portal's own. What it makes says
    /// that it was made at the default cost, so nothing else of the portal does anything else.
    public static void makeCheap(ConfigurableApplicationContext portal) {
        ((GenericApplicationContext) portal)
                .registerBean(
                        "cheapHasher",
                        PasswordHasher.class,
                        () -> with(new Cheap(Argon2Engine.fastest())),
                        bean -> bean.setPrimary(true));
    }

    /// Runs something while every hash that begins has to wait.
    public static void whileBusy(PasswordHasher hasher, Runnable attempt) {
        CountDownLatch begun = new CountDownLatch(AT_ONCE);
        CountDownLatch over = new CountDownLatch(1);
        for (int i = 0; i < AT_ONCE; i++) {
            hasher.queue().submit(HashingLane.UNKNOWN, new FutureTask<>(() -> hold(begun, over)));
        }
        try {
            begun.await();
            attempt.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            over.countDown();
        }
    }

    private static byte[] hold(CountDownLatch begun, CountDownLatch over)
            throws InterruptedException {
        begun.countDown();
        over.await();
        return new byte[0];
    }

    static PasswordHasher with(Argon2Engine engine) {
        return new PasswordHasher(
                Argon2Cost.DEFAULT,
                new SeededRandom(63),
                engine,
                new HashingQueue(AT_ONCE, Duration.ofSeconds(2), System::nanoTime));
    }

    private record Cheap(Argon2Engine engine) implements Argon2Engine {

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            return engine.derive(password, salt, NEXT_TO_NOTHING, length);
        }

        @Override
        public String name() {
            return engine.name();
        }
    }
}
