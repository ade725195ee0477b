package dev.tollgate.extension;

import java.util.List;

/// One page of the list.
///
/// @param total how many extensions the query matches; 10,001 where there are more than 10,000
/// @param more whether another page follows
public record ExtensionPage(List<Extension> extensions, long total, boolean more) {

    public ExtensionPage {
        extensions = List.copyOf(extensions);
    }
}
