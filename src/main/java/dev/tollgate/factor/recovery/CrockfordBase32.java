package dev.tollgate.factor.recovery;

import java.util.Optional;

/// Crockford's base 32 as people type it: the letters I, L, O and U are left out, so that a code on
/// paper or on the telephone can be read one way only.
final class CrockfordBase32 {

    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int MAX_TYPED = 64;
    private static final int MINUS_SIGN = 0x2212;

    private CrockfordBase32() {}

    /// Upper-case characters of the alphabet, where just so many are left when spaces and dashes of
    /// any kind are taken out, an O is read as zero and an I or L as one; empty else, and where
    /// more than 64 were typed.
    static Optional<String> parse(String typed, int characters) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String canonical = canonicalise(typed);
        boolean known = canonical.codePoints().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return known && canonical.length() == characters
                ? Optional.of(canonical)
                : Optional.empty();
    }

    private static String canonicalise(String typed) {
        return typed.codePoints()
                .filter(c -> !isSeparator(c))
                .map(CrockfordBase32::read)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSeparator(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.DASH_PUNCTUATION
                || codePoint == MINUS_SIGN;
    }

    /// ASCII only: a locale's or another script's idea of upper case must not make a code right.
    private static int read(int codePoint) {
        int upper = codePoint >= 'a' && codePoint <= 'z' ? codePoint - 'a' + 'A' : codePoint;
        return switch (upper) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> upper;
        };
    }
}
