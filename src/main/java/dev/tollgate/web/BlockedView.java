package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `rules-blocked`: a GET of `/security/rules` with `search` and `after`.
///
/// @param mayRelease whether whoever looks may end a block
/// @param mayAllow whether whoever looks may say which sources are never blocked
/// @param rows one page
/// @param total how many match
/// @param nextAfter where the next page begins, or `null` for none
record BlockedView(
        boolean mayRelease,
        boolean mayAllow,
        String search,
        List<Row> rows,
        long total,
        @Nullable String nextAfter) {

    BlockedView {
        rows = List.copyOf(rows);
    }

    /// @param why how many wrong passwords, and which block in a row it is
    /// @param names of accounts that were tried
    /// @param own whether the request comes from there
    record Row(
            String source,
            TextView why,
            List<String> names,
            MomentView since,
            MomentView until,
            boolean own) {

        Row {
            names = List.copyOf(names);
        }
    }
}
