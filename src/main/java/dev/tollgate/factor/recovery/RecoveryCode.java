package dev.tollgate.factor.recovery;

import dev.tollgate.kernel.RandomSource;
import java.util.Optional;

/// One recovery code: 80 random bits, printed as 16 characters of Crockford's base 32, which
/// leaves out the letters I, L, O and U so that a code on paper can be read one way only. Like
/// a secret it has no `equals` and does not print itself; it is stored as a keyed hash of
/// [#canonical()]. Immutable.
public final class RecoveryCode {

    private static final int BYTES = 10;
    private static final int CHARACTERS = 16;
    private static final int GROUP = 4;

    private final String canonical;

    private RecoveryCode(String canonical) {
        this.canonical = canonical;
    }

    public static RecoveryCode random(RandomSource random) {
        return new RecoveryCode(encode(random.bytes(BYTES)));
    }

    /// Reads what a person typed: case, spaces and dashes of any kind make no difference, an O
    /// counts as zero, an I or L as one. Empty if anything but 16 characters of the alphabet is
    /// left, or more than 64 were typed.
    public static Optional<RecoveryCode> parse(String typed) {
        return CrockfordBase32.parse(typed, CHARACTERS).map(RecoveryCode::new);
    }

    /// For paper and screen: `7ZQK-3M0T-XW9D-4HBC`.
    public String text() {
        StringBuilder text = new StringBuilder(CHARACTERS + CHARACTERS / GROUP);
        for (int start = 0; start < CHARACTERS; start += GROUP) {
            text.append(start == 0 ? "" : "-").append(canonical, start, start + GROUP);
        }
        return text.toString();
    }

    /// For hashing: 16 upper-case characters, no dashes.
    public String canonical() {
        return canonical;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(CHARACTERS);
        long buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = (buffer << 8) | (next & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(CrockfordBase32.ALPHABET.charAt((int) (buffer >>> bits) & 31));
            }
        }
        return text.toString();
    }
}
