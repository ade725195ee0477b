package dev.tollgate.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/// Six ASCII digits that somebody typed or pasted as a one-time code. Nothing says yet that
/// they are right. Like a secret it has no `equals` and does not print itself.
public final class SubmittedCode {

    private static final int MAX_TYPED = 64;
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

    private final String digits;

    private SubmittedCode(String digits) {
        this.digits = digits;
    }

    /// Drops white space of any script wherever it stands (`123 456`, a no-break or thin space,
    /// the line end of a paste) and takes what is left if it is exactly six of the digits `0`
    /// to `9`. Signs, other scripts' digits, other lengths and inputs of more than 64
    /// characters give nothing.
    public static Optional<SubmittedCode> parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String digits = withoutSpaces(typed);
        return SIX_DIGITS.matcher(digits).matches()
                ? Optional.of(new SubmittedCode(digits))
                : Optional.empty();
    }

    /// Compares in a time that depends on the lengths only.
    ///
    /// @param expected the right code, leading zeros kept
    public boolean matches(String expected) {
        return MessageDigest.isEqual(ascii(digits), ascii(expected));
    }

    /// The six digits, for a factor that keeps only a hash of its codes.
    public String digits() {
        return digits;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static String withoutSpaces(String typed) {
        return typed.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
