package dev.tollgate.account;

import java.text.Normalizer;
import java.util.Locale;

/// One form for all spellings that people take for the same word: NFKC, upper case, lower case,
/// NFKC again, until nothing changes. Close to Unicode's `toNFKC_Casefold` (section 3.13), with
/// two differences: the dotless and the dotted i of Turkish fold to the plain `i`, since
/// whoever types in capitals on a Turkish keyboard means that; and invisible characters stay,
/// so that they can be refused.
///
/// The form is for comparison only and never shown.
public final class CaseFold {

    /// Nothing is known to need more than three; the rest is for what nobody thought of.
    private static final int MAX_ROUNDS = 8;

    private static final String DOTTED_I = "i\u0307";

    private CaseFold() {}

    public static String fold(String text) {
        String before = text;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            String after = foldOnce(before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
        return before;
    }

    private static String foldOnce(String text) {
        String lower = nfkc(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return nfkc(lower.replace(DOTTED_I, "i"));
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
