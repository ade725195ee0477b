package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHasherTests {

    private static final PasswordHasher HASHER =
            new PasswordHasher(Argon2Cost.DEFAULT, new SeededRandom(1));
    private static final String LONG_PASSWORD = "Aa1 ".repeat(25);

    @Test
    void hashWhenMadeThenAPhcStringOfTheDefaultCost() {
        assertThat(HASHER.hash(secret("a password of words")))
                .matches(
                        "\\$argon2id\\$v=19\\$m=7168,t=5,p=1"
                                + "\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    @Test
    void hashWhenSamePasswordTwiceThenDifferentStrings() {
        assertThat(HASHER.hash(secret("a password of words")))
                .isNotEqualTo(HASHER.hash(secret("a password of words")));
    }

    @Test
    void hashWhenSaltIsDrawnThenSixteenBytesOfTheSource() {
        byte[] salt = new SeededRandom(5).bytes(16);
        PasswordHasher hasher = new PasswordHasher(Argon2Cost.DEFAULT, new SeededRandom(5));

        assertThat(PhcString.parse(hasher.hash(secret("x"))).salt()).isEqualTo(salt);
    }

    @Test
    void matchesWhenAnythingIsLeftOutOrChangedThenFalse() {
        String phc = HASHER.hash(secret(LONG_PASSWORD));

        assertThat(HASHER.matches(secret(LONG_PASSWORD), phc)).isTrue();
        assertThat(HASHER.matches(secret(LONG_PASSWORD.substring(0, 72)), phc)).isFalse();
        assertThat(HASHER.matches(secret(LONG_PASSWORD.strip()), phc)).isFalse();
        assertThat(HASHER.matches(secret(LONG_PASSWORD + " "), phc)).isFalse();
        assertThat(HASHER.matches(secret(LONG_PASSWORD.replace('A', 'a')), phc)).isFalse();
        assertThat(HASHER.matches(secret(""), phc)).isFalse();
    }

    @Test
    void matchesWhenTypedComposedOrDecomposedThenTheSame() {
        String composed = HASHER.hash(secret("caf\u00E9 caf\u00E9 caf\u00E9"));
        String decomposed = HASHER.hash(secret("cafe\u0301 cafe\u0301 cafe\u0301"));

        assertThat(HASHER.matches(secret("cafe\u0301 caf\u00E9 cafe\u0301"), composed)).isTrue();
        assertThat(HASHER.matches(secret("caf\u00E9 caf\u00E9 caf\u00E9"), decomposed)).isTrue();
        assertThat(HASHER.matches(secret("cafe cafe cafe"), composed)).isFalse();
    }

    @Test
    void matchesWhenNulIsInsideThenNothingIsCutThere() {
        String phc = HASHER.hash(secret("before\u0000after"));

        assertThat(HASHER.matches(secret("before\u0000after"), phc)).isTrue();
        assertThat(HASHER.matches(secret("before"), phc)).isFalse();
        assertThat(HASHER.matches(secret("before\u0000other"), phc)).isFalse();
    }

    @Test
    void hashWhen128CodePointsThenTakenAndBeyondRefused() {
        String longest = "📞".repeat(128);

        assertThat(HASHER.matches(secret(longest), HASHER.hash(secret(longest)))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> HASHER.hash(secret(longest + "x")));
    }

    @Test
    void matchesWhenTooLongOrMalformedThenFalseWithoutAHash() {
        CountingEngine engine = new CountingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine);
        String phc = HASHER.hash(secret("a?"));

        assertThat(hasher.matches(secret("x".repeat(1_000_000)), phc)).isFalse();
        assertThat(hasher.matches(secret("a\uD83D"), phc)).isFalse();
        hasher.burn(secret("x".repeat(129)));
        hasher.burn(secret("a\uD83D"));

        assertThat(engine.calls).hasValue(0);
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(secret("a\uD83D")));
    }

    @Test
    void matchesWhenStoredStringIsDamagedThenThrowsInsteadOfWrongPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HASHER.matches(secret("x"), "damage"));
    }

    @Test
    void burnWhenCalledThenOneHashOfThePresentCost() {
        CountingEngine engine = new CountingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine);

        hasher.burn(secret("a password of words"));

        assertThat(engine.calls).hasValue(1);
        assertThat(engine.lastWork).isEqualTo(Argon2Cost.DEFAULT.work());
    }

    @Test
    void needsRehashWhenCheaperInAnyNumberThenTrue() {
        assertThat(HASHER.needsRehash(HASHER.hash(secret("x")))).isFalse();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(7168, 5, 1), 16, 32))).isFalse();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(19456, 5, 1), 16, 32))).isFalse();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(7167, 5, 1), 16, 32))).isTrue();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(47104, 4, 1), 16, 32))).isTrue();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(7168, 5, 2), 16, 32))).isTrue();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(7168, 5, 1), 15, 32))).isTrue();
        assertThat(HASHER.needsRehash(phc(new Argon2Work(7168, 5, 1), 16, 31))).isTrue();
    }

    @Test
    void needsRehashWhenTheCostIsRaisedThenOldStringsStillMatch() {
        String old = HASHER.hash(secret("a password of words"));
        PasswordHasher dearer = new PasswordHasher(new Argon2Cost(9216, 5, 1), new SeededRandom(2));

        assertThat(dearer.needsRehash(old)).isTrue();
        assertThat(dearer.matches(secret("a password of words"), old)).isTrue();
        assertThat(dearer.needsRehash(dearer.hash(secret("a password of words")))).isFalse();
    }

    @Test
    void hashWhenAllPermitsAreTakenForTooLongThenBusyAndFineAfterwards() throws Exception {
        BlockingEngine engine = new BlockingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine, 1, Duration.ofMillis(50));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<String> first = threads.submit(() -> hasher.hash(secret("first")));
            engine.entered.await();

            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> hasher.hash(secret("second")))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(50)));
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> hasher.burn(secret("unknown name")));

            engine.mayLeave.countDown();
            assertThat(first.get()).startsWith("$argon2id$");
            assertThat(hasher.hash(secret("third"))).startsWith("$argon2id$");
        }
    }

    @Test
    void hashWhenManyThreadsThenNeverMoreAtOnceThanAllowed() throws Exception {
        CountingEngine engine = new CountingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine, 2, Duration.ofSeconds(30));
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<String>> hashes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                hashes.add(threads.submit(() -> hasher.hash(secret("x"))));
            }
            for (Future<String> hash : hashes) {
                hash.get();
            }
        }

        assertThat(engine.calls).hasValue(64);
        assertThat(engine.most).hasValueBetween(1, 2);
    }

    @Test
    void hashWhenTheEngineFailsThenThePermitIsGivenBack() {
        PasswordHasher hasher =
                TestPasswordHasher.with(new FailingEngine(), 1, Duration.ofMillis(50));

        for (int round = 0; round < 3; round++) {
            assertThatIllegalStateException().isThrownBy(() -> hasher.hash(secret("x")));
        }
    }

    @Test
    void hashWhenInterruptedWhileWaitingThenBusyAndStillInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(HashingBusyException.class)
                .isThrownBy(() -> HASHER.hash(secret("x")));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void engineWhenNothingFailsThenLibsodium() {
        assertThat(HASHER.engine()).isEqualTo("libsodium");
    }

    private static Secret secret(String text) {
        return Secret.of(text);
    }

    private static String phc(Argon2Work work, int saltBytes, int hashBytes) {
        return new PhcString(work, new byte[saltBytes], new byte[hashBytes]).text();
    }

    private static final class CountingEngine implements Argon2Engine {

        private static final Argon2Engine PORTABLE = new BouncyCastleArgon2();
        private static final Argon2Work SMALL = new Argon2Work(256, 1, 1);

        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        volatile Argon2Work lastWork = new Argon2Work(8, 1, 1);

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            calls.incrementAndGet();
            lastWork = work;
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            byte[] hash = PORTABLE.derive(password, salt, SMALL, length);
            inside.decrementAndGet();
            return hash;
        }

        @Override
        public String name() {
            return "counting";
        }
    }

    private static final class BlockingEngine implements Argon2Engine {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch mayLeave = new CountDownLatch(1);

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            entered.countDown();
            try {
                mayLeave.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new byte[length];
        }

        @Override
        public String name() {
            return "blocking";
        }
    }

    private static final class FailingEngine implements Argon2Engine {

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            throw new IllegalStateException("out of memory");
        }

        @Override
        public String name() {
            return "failing";
        }
    }
}
