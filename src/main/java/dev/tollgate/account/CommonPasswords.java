package dev.tollgate.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/// The 30,000 most used passwords of leaked collections, as the zxcvbn library ships them. They
/// are read at the first question, not at start; the library's estimate of strength is not
/// used.
final class CommonPasswords {

    private CommonPasswords() {}

    /// @param folded a whole candidate, folded by [CaseFold]
    static boolean contains(String folded) {
        return Loaded.FOLDED.contains(folded);
    }

    private static final class Loaded {

        static final Set<String> FOLDED = load();

        private static Set<String> load() {
            try {
                return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                        .map(CaseFold::fold)
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException("the list of common passwords is unreadable", e);
            }
        }
    }
}
