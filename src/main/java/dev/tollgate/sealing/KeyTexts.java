package dev.tollgate.sealing;

import java.util.Arrays;
import java.util.List;

/// Keys as text: each the base64 of 32 bytes, with white space between.
final class KeyTexts {

    private KeyTexts() {}

    /// At least one.
    ///
    /// @throws IllegalArgumentException if any is no key
    static List<MasterKey> parse(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(MasterKey::parse).toList();
    }
}
