package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.SeededRandom;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final int AT_ONCE = 5;

    private final CountDownLatch entered = new CountDownLatch(AT_ONCE);
    private final CountDownLatch mayLeave = new CountDownLatch(1);

    /// One account's flood takes no place of others, and is over when it is over.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void matchesWhenOneAccountAsksForManyThenFourAtOnceAndOthersGoOn(TestStore store)
            throws InterruptedException, ExecutionException {
        TestPortal portal = PORTALS.of(store);
        AccountId flooding = TestUser.create(portal).id;
        AccountId other = TestUser.create(portal).id;
        Passwords passwords = passwords(portal);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE + 2)) {
            for (int i = 0; i < AT_ONCE; i++) {
                var _ = threads.submit(() -> ask(passwords, flooding));
            }
            entered.await();
            Future<Boolean> fifth = threads.submit(() -> ask(passwords, flooding));
            Future<Boolean> others = threads.submit(() -> ask(passwords, other));
            try {
                assertThatThrownBy(() -> fifth.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(HashingBusyException.class);
            } finally {
                mayLeave.countDown();
            }
            assertThat(others.get()).isFalse();
        }
        assertThat(ask(passwords, flooding)).isFalse();
    }

    private static boolean ask(Passwords passwords, AccountId account) {
        return passwords.matches(HashingLane.KNOWN, Optional.of(account), Secret.of("some words"));
    }

    private Passwords passwords(TestPortal portal) {
        PasswordHasher hasher =
                new PasswordHasher(
                        Argon2Cost.DEFAULT,
                        new SeededRandom(1),
                        new Held(),
                        new HashingQueue(AT_ONCE, Duration.ofMinutes(5), System::nanoTime));
        return new Passwords(
                portal.get(AccountStore.class),
                hasher,
                portal.get(Sealer.class),
                portal.get(Transactions.class));
    }

    /// Hashes nothing until it may.
    private final class Held implements Argon2Engine {

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            entered.countDown();
            try {
                mayLeave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new byte[length];
        }

        @Override
        public String name() {
            return "held";
        }
    }
}
