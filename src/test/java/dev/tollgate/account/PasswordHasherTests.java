package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.SeededRandom;
import java.time.Duration;
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

        assertThat(HASHER.matches(HashingLane.KNOWN, secret(LONG_PASSWORD), phc)).isTrue();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret(LONG_PASSWORD.substring(0, 72)), phc))
                .isFalse();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret(LONG_PASSWORD.strip()), phc)).isFalse();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret(LONG_PASSWORD + " "), phc)).isFalse();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret(LONG_PASSWORD.replace('A', 'a')), phc))
                .isFalse();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret(""), phc)).isFalse();
    }

    @Test
    void matchesWhenTypedComposedOrDecomposedThenTheSame() {
        String composed = HASHER.hash(secret("caf\u00E9 caf\u00E9 caf\u00E9"));
        String decomposed = HASHER.hash(secret("cafe\u0301 cafe\u0301 cafe\u0301"));

        assertThat(
                        HASHER.matches(
                                HashingLane.KNOWN,
                                secret("cafe\u0301 caf\u00E9 cafe\u0301"),
                                composed))
                .isTrue();
        assertThat(
                        HASHER.matches(
                                HashingLane.KNOWN,
                                secret("caf\u00E9 caf\u00E9 caf\u00E9"),
                                decomposed))
                .isTrue();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret("cafe cafe cafe"), composed)).isFalse();
    }

    @Test
    void matchesWhenNulIsInsideThenNothingIsCutThere() {
        String phc = HASHER.hash(secret("before\u0000after"));

        assertThat(HASHER.matches(HashingLane.KNOWN, secret("before\u0000after"), phc)).isTrue();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret("before"), phc)).isFalse();
        assertThat(HASHER.matches(HashingLane.KNOWN, secret("before\u0000other"), phc)).isFalse();
    }

    @Test
    void hashWhen128CodePointsThenTakenAndBeyondRefused() {
        String longest = "📞".repeat(128);

        assertThat(HASHER.matches(HashingLane.KNOWN, secret(longest), HASHER.hash(secret(longest))))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> HASHER.hash(secret(longest + "x")));
    }

    @Test
    void matchesWhenTooLongOrMalformedThenFalseWithoutAHash() {
        CountingEngine engine = new CountingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine);
        String phc = HASHER.hash(secret("a?"));

        assertThat(hasher.matches(HashingLane.KNOWN, secret("x".repeat(1_000_000)), phc)).isFalse();
        assertThat(hasher.matches(HashingLane.KNOWN, secret("a\uD83D"), phc)).isFalse();
        hasher.burn(HashingLane.KNOWN, secret("x".repeat(129)));
        hasher.burn(HashingLane.KNOWN, secret("a\uD83D"));

        assertThat(engine.calls).hasValue(0);
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(secret("a\uD83D")));
    }

    @Test
    void matchesWhenStoredStringIsDamagedThenThrowsInsteadOfWrongPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HASHER.matches(HashingLane.KNOWN, secret("x"), "damage"));
    }

    @Test
    void burnWhenCalledThenOneHashOfThePresentCost() {
        CountingEngine engine = new CountingEngine();
        PasswordHasher hasher = TestPasswordHasher.with(engine);

        hasher.burn(HashingLane.KNOWN, secret("a password of words"));

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
        assertThat(dearer.matches(HashingLane.KNOWN, secret("a password of words"), old)).isTrue();
        assertThat(dearer.needsRehash(dearer.hash(secret("a password of words")))).isFalse();
    }

    @Test
    void anythingWhenItsLaneIsFullThenBusy() {
        PasswordHasher hasher = TestPasswordHasher.with(new CountingEngine());
        String phc = hasher.hash(secret("x"));
        try (HeldHashing held = new HeldHashing(hasher)) {
            held.places(HashingLane.UNKNOWN);
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> hasher.burn(HashingLane.UNKNOWN, secret("x")));
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> hasher.matches(HashingLane.UNKNOWN, secret("x"), phc));
            assertThat(hasher.matches(HashingLane.KNOWN, secret("x"), phc)).isTrue();

            held.places(HashingLane.KNOWN);
            assertThatExceptionOfType(HashingBusyException.class)
                    .isThrownBy(() -> hasher.hash(secret("x")))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        }
        assertThat(hasher.matches(HashingLane.UNKNOWN, secret("x"), phc)).isTrue();
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
        volatile Argon2Work lastWork = new Argon2Work(8, 1, 1);

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            calls.incrementAndGet();
            lastWork = work;
            return PORTABLE.derive(password, salt, SMALL, length);
        }

        @Override
        public String name() {
            return "counting";
        }
    }
}
