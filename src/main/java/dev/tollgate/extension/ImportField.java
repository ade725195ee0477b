package dev.tollgate.extension;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a column of an imported file holds, as its header says: our own export, FreePBX, Yeastar
/// and 3CX call it by these words. The names are stored: add, never rename.
public enum ImportField {
    IGNORED(),
    NUMBER("extensionnumber", "extension", "number", "ext"),
    NAME("name", "fullname", "displayname"),
    FIRST_NAME("firstname"),
    LAST_NAME("lastname"),
    EMAIL("email", "emailaddress", "voicemailemail");

    private static final Pattern WORD_ENDS =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|[^\\p{L}\\p{N}]+");
    private static final Set<String> SECRET_WORDS =
            Set.of("pin", "pins", "pass", "pw", "pwd", "vmpwd", "vmpin", "key", "hash", "token");
    private static final List<String> SECRET_PARTS =
            List.of("passw", "passcode", "passphrase", "secret", "pincode", "pinnumber", "token");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> headers;

    ImportField(String... headers) {
        this.headers = List.of(headers);
    }

    /// What a header calls its column.
    static ImportField of(String header) {
        String word = folded(header);
        return Arrays.stream(values())
                .filter(field -> field.headers.contains(word))
                .findFirst()
                .orElse(IGNORED);
    }

    /// Whether a header speaks of a password, a PIN or another secret: then its column is not read.
    static boolean isSecret(String header) {
        String word = folded(header);
        return SECRET_PARTS.stream().anyMatch(word::contains)
                || word.endsWith("pin")
                || Arrays.stream(WORD_ENDS.split(header))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .anyMatch(SECRET_WORDS::contains);
    }

    static String folded(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
