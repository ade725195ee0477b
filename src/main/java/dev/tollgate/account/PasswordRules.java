package dev.tollgate.account;

import dev.tollgate.kernel.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Judges a password that somebody wants to set (NIST SP 800-63B-4 section 3.1.1.2): long
/// enough, not too long, not common, not made of words that everybody here would try first.
/// There are no rules of composition and there is no expiry.
///
/// It judges only what is being set. At login the password is checked as it is.
public final class PasswordRules {

    /// Where the password alone lets somebody in.
    public static final int MIN_ALONE = 15;

    /// Where policy demands a second factor at every login.
    public static final int MIN_WITH_SECOND_FACTOR = 8;

    public static final int MAX = PasswordText.MAX_CODE_POINTS;

    private static final int MIN_CONTAINED_WORD = 4;

    /// Whether a password has fewer characters than it needs.
    public static boolean isShorter(Secret password, int minimum) {
        return PasswordText.of(password).length() < minimum;
    }

    /// Everything that speaks against `candidate`, in a fixed order; empty if nothing does. Of
    /// a password that is too long nothing else is said.
    ///
    /// @param alwaysWithSecondFactor whether this account can never log in without a second
    ///     factor
    /// @param contextWords names and numbers that are known about the account and the system:
    ///     user name, extension number, local part of the e-mail address, host, PBX Name,
    ///     product. Words of four or more code points may not occur in the password, shorter
    ///     ones may not be the password. Case and Unicode compatibility make no difference;
    ///     blank words are ignored.
    public List<Violation> check(
            Secret candidate, boolean alwaysWithSecondFactor, Collection<String> contextWords) {
        PasswordText text = PasswordText.of(candidate);
        if (text.isTooLong()) {
            return List.of(new Violation.TooLong(MAX));
        }
        List<Violation> found = new ArrayList<>();
        checkLength(text, alwaysWithSecondFactor, found);
        checkCharacters(text, found);
        checkWords(CaseFold.fold(text.nfc()), contextWords, found);
        return List.copyOf(found);
    }

    private static void checkLength(
            PasswordText text, boolean alwaysWithSecondFactor, List<Violation> found) {
        int minimum = alwaysWithSecondFactor ? MIN_WITH_SECOND_FACTOR : MIN_ALONE;
        if (text.length() < minimum) {
            found.add(new Violation.TooShort(minimum));
        }
    }

    private static void checkCharacters(PasswordText text, List<Violation> found) {
        if (text.hasControlCharacter()) {
            found.add(new Violation.ControlCharacter());
        }
        if (!text.isWellFormed()) {
            found.add(new Violation.MalformedText());
        }
    }

    private static void checkWords(
            String folded, Collection<String> contextWords, List<Violation> found) {
        if (CommonPasswords.contains(folded)) {
            found.add(new Violation.Common());
        }
        Set<String> seen = new HashSet<>();
        for (String word : contextWords) {
            String foldedWord = CaseFold.fold(word).strip();
            if (seen.add(foldedWord) && isGuessable(folded, foldedWord)) {
                found.add(new Violation.ContainsWord(word.strip()));
            }
        }
    }

    private static boolean isGuessable(String candidate, String word) {
        if (word.codePointCount(0, word.length()) >= MIN_CONTAINED_WORD) {
            return candidate.contains(word);
        }
        return !word.isEmpty() && candidate.equals(word);
    }

    /// One reason against a password. It never repeats the password itself.
    public sealed interface Violation {

        /// Has too few characters.
        ///
        /// @param minimum code points needed
        record TooShort(int minimum) implements Violation {}

        /// Has too many characters.
        ///
        /// @param maximum code points allowed
        record TooLong(int maximum) implements Violation {}

        /// Holds a tab, a line end, U+0000 or another control character, which a form field or
        /// a keyboard at the next login may not be able to give again.
        record ControlCharacter() implements Violation {}

        /// Holds half of a surrogate pair, so it has no UTF-8 form.
        record MalformedText() implements Violation {}

        /// Is among the common passwords, whatever its case.
        record Common() implements Violation {}

        /// Contains, or is, a word known about the account or the system.
        ///
        /// @param word as it was given to [PasswordRules#check], without outer spaces
        record ContainsWord(String word) implements Violation {}
    }
}
