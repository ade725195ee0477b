package dev.tollgate.extension;

import dev.tollgate.account.CaseFold;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// By what a name is found besides its own beginning: everything from each later word on. Of `Ana
/// Maria Silva` that is `maria silva` and `silva`.
final class NameParts {

    /// Nobody is looked for by the twelfth word.
    private static final int MOST = 10;

    private static final Pattern LATER_WORD = Pattern.compile("(?<=\\s)\\S");

    private NameParts() {}

    /// @return folded, each once
    static List<String> of(String name) {
        String key = CaseFold.fold(name);
        return LATER_WORD
                .matcher(key)
                .results()
                .map(MatchResult::start)
                .map(key::substring)
                .limit(MOST)
                .toList();
    }
}
