package dev.tollgate.web;

import java.util.List;

/// The page `rules-allowed`.
///
/// @param mayChange whether whoever looks may add and remove
/// @param full whether no more can be added
record AllowedView(boolean mayChange, boolean full, List<Row> rows) {

    AllowedView {
        rows = List.copyOf(rows);
    }

    /// @param range an address, or a range in CIDR notation
    /// @param own whether the request comes from there
    record Row(String id, String range, String note, MomentView added, boolean own) {}
}
