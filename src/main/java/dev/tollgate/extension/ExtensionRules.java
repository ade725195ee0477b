package dev.tollgate.extension;

import dev.tollgate.account.AccountForms;
import dev.tollgate.account.CaseFold;
import dev.tollgate.account.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may stand in the fields of an extension.
final class ExtensionRules {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{2,15}");

    /// A joiner or non-joiner stands in names of scripts whose letters join, a joiner also between
    /// pictures that make one, and nowhere else.
    private static final String JOINED =
            "[\\p{L}\\p{M}&&[^\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}]]";
    private static final String PICTURE =
            "\\p{IsExtended_Pictographic}[\\uFE0F\\p{IsEmoji_Modifier}]*";

    /// What cannot be seen, begins a line or stands for nothing that is agreed on.
    private static final String HIDDEN =
            "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u2800\\u3164\\uFFA0";
    private static final Pattern NAME =
            Pattern.compile(
                    "(?s)(?=.{0,100}\\z)(?:"
                            + PICTURE
                            + "(?:\\u200D"
                            + PICTURE
                            + ")+|[^"
                            + HIDDEN
                            + "]|(?<="
                            + JOINED
                            + ")[\\u200C\\u200D](?="
                            + JOINED
                            + "))*");

    /// As long as the database holds one that is folded.
    private static final int LONGEST_KEY = 300;

    private static final Pattern MOBILE = Pattern.compile("|[+0-9(][0-9 ()/.-]{2,31}");

    private ExtensionRules() {}

    /// Without spaces at its ends, of whatever width: nobody would see that two names differ.
    static String stripped(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && isSpace(name.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    static List<Problem> problems(ExtensionForm form) {
        List<Problem> problems = new ArrayList<>();
        if (!NUMBER.matcher(form.number()).matches()) {
            problems.add(new Problem("number", "extension.number-wrong", ""));
        }
        problems.addAll(problems(form.name(), form.email()));
        return problems;
    }

    static List<Problem> problems(ExtensionChange change) {
        List<Problem> problems = problems(change.name(), change.email());
        if (!MOBILE.matcher(change.mobile()).matches()) {
            problems.add(new Problem("mobile", "extension.mobile-wrong", ""));
        }
        return problems;
    }

    static Optional<Problem> problemWithName(String name) {
        return NAME.matcher(name).matches() && CaseFold.fold(name).length() <= LONGEST_KEY
                ? Optional.empty()
                : Optional.of(new Problem("name", "extension.name-wrong", ""));
    }

    private static List<Problem> problems(String name, String email) {
        List<Problem> problems = new ArrayList<>();
        problemWithName(name).ifPresent(problems::add);
        if (!email.isEmpty()) {
            AccountForms.emailProblem(email).ifPresent(problems::add);
        }
        return problems;
    }
}
