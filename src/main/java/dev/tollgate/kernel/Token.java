package dev.tollgate.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// 256 random bits that a browser or a link carries: whoever shows it is let through the one door
/// it was made for. The server keeps only [#digest()], so a copy of the database opens nothing.
public final class Token {

    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String text;

    private Token(String text) {
        this.text = text;
    }

    public static Token random(RandomSource random) {
        return new Token(
                Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(BYTES)));
    }

    /// Empty unless `text` has exactly the shape that [#text()] gives.
    public static Optional<Token> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
    }

    /// 43 characters of base64url without padding (RFC 4648 section 5).
    public String text() {
        return text;
    }

    /// SHA-256 of the text, 64 lower-case hex digits: the only form that is stored.
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
