package dev.tollgate.web;

import java.util.Set;

/// The page `error`.
///
/// @param status 400, 403, 404, 405, 413, 429, 500 or 503; the texts are `error.` + status +
/// `.title` and so on
/// @param outOfDate whether the form that was sent came from a page too old: then the texts are
/// those of `error.out-of-date`
/// @param reference number under which the log has the matter; empty when there is none
record ErrorView(int status, boolean outOfDate, String reference) {

    private static final Set<Integer> KNOWN = Set.of(400, 403, 404, 405, 413, 429, 500, 503);

    ErrorView {
        if (!KNOWN.contains(status)) {
            throw new IllegalArgumentException("no words for status " + status);
        }
    }

    /// What the texts are named after.
    public String words() {
        return outOfDate ? "out-of-date" : String.valueOf(status);
    }

    /// The status whose words fit best.
    static int nearest(int status) {
        if (KNOWN.contains(status)) {
            return status;
        }
        return status >= 500 ? 500 : 400;
    }
}
