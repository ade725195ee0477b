package dev.tollgate.account;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A password hash as it is stored, in the PHC string format: `$argon2id$v=19$m=7168,t=5,p=1$`
/// + salt + `$` + hash, both in base64 without padding.
///
/// Only Argon2id of version 1.3 (19) is read, numbers without leading zeros, parameters in this
/// order, salts of 8 to 64 bytes and hashes of 16 to 64; what is read prints as the same string
/// again.
final class PhcString {

    private static final Pattern SHAPE =
            Pattern.compile(
                    "\\$argon2id\\$v=19"
                            + "\\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,6}),p=([1-9][0-9]{0,6})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final Argon2Work work;
    private final byte[] salt;
    private final byte[] hash;

    PhcString(Argon2Work work, byte[] salt, byte[] hash) {
        this.work = work;
        this.salt = salt.clone();
        this.hash = hash.clone();
    }

    /// @throws IllegalArgumentException if `text` is not exactly such a string; the message
    ///     does not repeat it
    static PhcString parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("not an argon2id string of version 19");
        }
        Argon2Work work = new Argon2Work(number(shape, 1), number(shape, 2), number(shape, 3));
        byte[] salt = Base64.getDecoder().decode(shape.group(4));
        byte[] hash = Base64.getDecoder().decode(shape.group(5));
        PhcString parsed = new PhcString(work, salt, hash);
        if (!parsed.text().equals(text)) {
            throw new IllegalArgumentException("argon2id string has stray bits in its base64");
        }
        return parsed;
    }

    Argon2Work work() {
        return work;
    }

    byte[] salt() {
        return salt.clone();
    }

    int saltLength() {
        return salt.length;
    }

    int hashLength() {
        return hash.length;
    }

    /// Compares in a time that depends on the lengths only.
    boolean hashMatches(byte[] candidate) {
        return MessageDigest.isEqual(hash, candidate);
    }

    String text() {
        return "$argon2id$v=19$m="
                + work.memoryKib()
                + ",t="
                + work.iterations()
                + ",p="
                + work.parallelism()
                + "$"
                + BASE64.encodeToString(salt)
                + "$"
                + BASE64.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static int number(Matcher shape, int group) {
        return Integer.parseInt(shape.group(group));
    }
}
