package dev.tollgate.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must not reach a log, a page or a comparison by `equals`: a password as typed, an
/// authenticator's key, a recovery code.
///
/// It does not wipe itself: the servlet container has held the same text as a `String` already.
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /// The secret itself. Call it where the text is hashed, sealed or shown to its owner, nowhere
    /// else.
    public String reveal() {
        return text;
    }

    /// Compares in a time that depends on the lengths only.
    public boolean matches(Secret other) {
        return MessageDigest.isEqual(utf8(text), utf8(other.text));
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
