package dev.tollgate.account;

import java.util.Optional;

/// What somebody typed as user name, extension number or e-mail address, in the one form in
/// which names are stored, compared and counted. All spellings by case or by Unicode
/// compatibility meet in it, so `John`, `JOHN` and a full-width `ｊｏｈｎ` are one name in one
/// namespace.
///
/// @param value the canonical form, at most 254 code points, without control characters; for
///     comparison, not for display
public record LoginName(String value) {

    private static final int MAX_CODE_POINTS = 254;

    /// Compatibility composition never turns more than eight UTF-16 units into one code point.
    private static final int RAW_LIMIT = 8 * MAX_CODE_POINTS;

    /// What stands for every input that no account can be called by: too long, with a control
    /// character, or not well-formed Unicode. No user name may hold parentheses, and no address
    /// is without `@`.
    private static final String UNUSABLE = "(unusable)";

    /// Reads a canonical form back from the store.
    ///
    /// @throws IllegalArgumentException if [#of] would not have given this value
    public LoginName {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("login name is not in canonical form");
        }
    }

    /// Never throws: what cannot be a name becomes one that no account has, so that it takes
    /// the same way as an unknown name.
    public static LoginName of(String typed) {
        String folded = typed.length() > RAW_LIMIT ? UNUSABLE : canonical(typed);
        return new LoginName(isCanonical(folded) ? folded : UNUSABLE);
    }

    /// What, if anything, speaks against `name` as a new user name: 1 to 64 code points of
    /// letters, digits, spaces and `._-+&#%'`. Digits alone are a name too. It may still be
    /// taken.
    public static Optional<Problem> problemWithUserName(String name) {
        return UserNameRules.problemWith(name);
    }

    /// What, if anything, speaks against `address` as an e-mail address to which mail can be
    /// sent: an ASCII dot-atom of at most 64 octets before one `@` (RFC 5321 section 4.5.3.1,
    /// no quoted form), a domain name of two or more labels after it, in Unicode or as `xn--`,
    /// at most 254 octets in all (RFC 3696 erratum 1690). Whether the mailbox exists, only a
    /// mail can tell.
    public static Optional<Problem> problemWithEmail(String address) {
        return EmailRules.problemWith(address);
    }

    /// Why a new name is refused.
    public enum Problem {
        EMPTY,
        TOO_LONG,
        /// A space at the start or at the end.
        OUTER_SPACE,
        FORBIDDEN_CHARACTER,
        /// Made of permitted characters, yet no `local@domain`.
        NOT_AN_ADDRESS
    }

    private static String canonical(String typed) {
        return CaseFold.fold(typed).strip();
    }

    private static boolean isCanonical(String value) {
        return value.length() <= RAW_LIMIT
                && value.codePointCount(0, value.length()) <= MAX_CODE_POINTS
                && value.codePoints().noneMatch(LoginName::isUnstorable)
                && canonical(value).equals(value);
    }

    private static boolean isUnstorable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
