package dev.tollgate.account;

import dev.tollgate.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A typed password in the one form that is counted, judged and hashed: Unicode NFC (NIST SP
/// 800-63B-4 section 3.1.1.2), otherwise exactly as typed: nothing is trimmed, folded or cut.
final class PasswordText {

    static final int MAX_CODE_POINTS = 128;

    /// No canonical composition turns more than eight UTF-16 units into one code point, so a
    /// longer text is too long in any case and is not worth the work of normalising.
    private static final int RAW_LIMIT = 8 * MAX_CODE_POINTS;

    private final String text;

    private PasswordText(String text) {
        this.text = text;
    }

    static PasswordText of(Secret typed) {
        String raw = typed.reveal();
        boolean hopeless = raw.length() > RAW_LIMIT;
        return new PasswordText(hopeless ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC));
    }

    /// Code points, not UTF-16 units and not bytes: an emoji outside the basic plane counts as
    /// one.
    int length() {
        return text.codePointCount(0, text.length());
    }

    boolean isTooLong() {
        return length() > MAX_CODE_POINTS;
    }

    /// False where a surrogate stands alone: such a text has no UTF-8 form, and a lenient
    /// encoder would make a question mark of it, so that two passwords became one.
    boolean isWellFormed() {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    boolean isHashable() {
        return !isTooLong() && isWellFormed();
    }

    boolean hasControlCharacter() {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    String nfc() {
        return text;
    }

    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
