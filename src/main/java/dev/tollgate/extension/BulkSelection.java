package dev.tollgate.extension;

import java.util.List;

/// To which extensions something is to be done.
public sealed interface BulkSelection {

    /// Those that were ticked.
    record Ticked(List<String> numbers) implements BulkSelection {
        public Ticked {
            numbers = List.copyOf(numbers);
        }
    }

    /// All that match a filter.
    record Matching(ExtensionQuery query) implements BulkSelection {}
}
