package dev.tollgate.account;

import dev.tollgate.account.LoginName.Problem;
import java.util.Optional;

/// Which user names may be made. Both the name as typed and its canonical form have to pass,
/// since one letter may unfold into eighteen characters, spaces among them.
final class UserNameRules {

    private static final int MAX_CODE_POINTS = 64;
    private static final String PUNCTUATION = " ._-+&#%'";

    private UserNameRules() {}

    static Optional<Problem> problemWith(String name) {
        if (name.isBlank()) {
            return Optional.of(Problem.EMPTY);
        }
        if (isTooLong(name)) {
            return Optional.of(Problem.TOO_LONG);
        }
        if (!name.strip().equals(name)) {
            return Optional.of(Problem.OUTER_SPACE);
        }
        return problemWithCharacters(name);
    }

    private static Optional<Problem> problemWithCharacters(String name) {
        String canonical = LoginName.of(name).value();
        if (!isWritten(name) || !isWritten(canonical)) {
            return Optional.of(Problem.FORBIDDEN_CHARACTER);
        }
        return isTooLong(canonical) ? Optional.of(Problem.TOO_LONG) : Optional.empty();
    }

    private static boolean isTooLong(String name) {
        return name.codePointCount(0, name.length()) > MAX_CODE_POINTS;
    }

    private static boolean isWritten(String name) {
        return name.codePoints().allMatch(UserNameRules::isAllowed) && !isMark(name.codePointAt(0));
    }

    private static boolean isAllowed(int codePoint) {
        boolean written = Character.isLetterOrDigit(codePoint) || isMark(codePoint);
        return (written && !isInvisible(codePoint)) || PUNCTUATION.indexOf(codePoint) >= 0;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// Letters and marks that draw nothing (Unicode's Default_Ignorable_Code_Point): with them
    /// two names look alike on every page.
    private static boolean isInvisible(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0 -> true;
            default ->
                    (codePoint >= 0x180B && codePoint <= 0x180F)
                            || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                            || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
        };
    }
}
