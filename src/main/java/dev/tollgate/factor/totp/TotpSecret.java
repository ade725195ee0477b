package dev.tollgate.factor.totp;

import dev.tollgate.kernel.RandomSource;

/// The key that the server and one authenticator share: 160 random bits, the length that RFC
/// 4226 section 4 (R6) recommends. It is shown to its owner once and then only used here; it
/// has no `equals` and does not print itself. Immutable.
public final class TotpSecret {

    public static final int BYTES = 20;

    private static final int GROUP = 4;

    private final byte[] key;

    private TotpSecret(byte[] key) {
        this.key = key;
    }

    public static TotpSecret random(RandomSource random) {
        return of(random.bytes(BYTES));
    }

    /// Takes a key back from the store.
    ///
    /// @throws IllegalArgumentException unless there are exactly 20 bytes
    public static TotpSecret of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("an authenticator key has 20 bytes");
        }
        return new TotpSecret(key.clone());
    }

    /// A copy of the 20 bytes, for sealing.
    public byte[] bytes() {
        return key.clone();
    }

    /// 32 characters `A` to `Z` and `2` to `7` (RFC 4648 section 6), no padding.
    public String base32() {
        return Base32.encode(key);
    }

    /// The same in eight groups of four, to be read and typed by a person; every application
    /// drops the spaces.
    public String grouped() {
        String text = base32();
        StringBuilder grouped = new StringBuilder(text.length() / GROUP * (GROUP + 1));
        for (int start = 0; start < text.length(); start += GROUP) {
            grouped.append(start == 0 ? "" : " ").append(text, start, start + GROUP);
        }
        return grouped.toString();
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
