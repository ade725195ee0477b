package dev.tollgate.account;

import dev.tollgate.kernel.Secret;

/// A sentence that opens something which leaves the portal, where no throttle guards it.
public final class Passphrase {

    /// Code points.
    public static final int LEAST = 20;

    public static final int MOST = PasswordText.MAX_CODE_POINTS;

    /// The second recommendation of RFC 9106 section 4: a guess costs 64 MiB and about a quarter of
    /// a second.
    private static final Argon2Work WORK = new Argon2Work(64 * 1024, 3, 4);

    private static final int BYTES = 32;

    private final PasswordText text;

    /// @throws IllegalArgumentException if it is shorter than [#LEAST], or longer than a password
    public Passphrase(Secret typed) {
        this.text = PasswordText.of(typed);
        if (text.length() < LEAST || !text.isHashable()) {
            throw new IllegalArgumentException("no passphrase");
        }
    }

    /// 256 bits.
    ///
    /// @param salt random bytes, at least 8
    public byte[] key(byte[] salt) {
        return new BouncyCastleArgon2().derive(text.utf8(), salt, WORK, BYTES);
    }
}
