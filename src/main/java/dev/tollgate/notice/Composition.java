package dev.tollgate.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one mail says, before it is put into bytes.
///
/// @param to name and address
/// @param title what it is about, in a few words
/// @param before paragraphs before the secret
/// @param code what is to be typed; `null` for none
/// @param link full address of the page that it is about; `null` for none
/// @param after paragraphs after it
/// @param details small lines, such as when it happened
/// @param notYou what to do if it was not the reader
/// @param secureLink where to do that; `null` for a mail that leads nowhere
record Composition(
        Recipients.Recipient to,
        String title,
        List<String> before,
        @Nullable String code,
        @Nullable String link,
        List<String> after,
        List<String> details,
        String notYou,
        @Nullable String secureLink) {

    Composition {
        before = List.copyOf(before);
        after = List.copyOf(after);
        details = List.copyOf(details);
    }
}
