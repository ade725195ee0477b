package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `roll-out`: a GET of `/security/settings/roll-out` with `role`, `reason` and `after`.
///
/// @param accounts of all who must have two-factor authentication, or of all where nobody must
/// @param enrolled those of them who have it
/// @param everybody whether nobody must have it, so that all are counted
/// @param open whether those who have to set it up are asked for nothing but their password
/// @param mayRemind whether whoever looks may write to them
/// @param letters whether whoever looks may print letters for some of them
/// @param mail whether there is a mail server
/// @param reminded how many have just been reminded; null where nobody was
/// @param role the filter: the name of a role, or empty
/// @param reason the filter: a name of `Missing.Reason`, or empty
/// @param rows one page
/// @param total how many match
/// @param nextAfter the last user name of this page where another follows, or `null`
record RollOutView(
        long accounts,
        long enrolled,
        boolean everybody,
        boolean open,
        boolean mayRemind,
        boolean letters,
        boolean mail,
        @Nullable String reminded,
        String role,
        String reason,
        List<Row> rows,
        long total,
        @Nullable String nextAfter) {

    RollOutView {
        rows = List.copyOf(rows);
    }

    /// Whether something narrows the list.
    public boolean filtered() {
        return !role.isEmpty() || !reason.isEmpty();
    }

    /// @param extension whether there is a page of it to lead to
    /// @param reasons names of `Missing.Reason`, at least one
    record Row(
            String username,
            String name,
            boolean extension,
            String role,
            String email,
            List<String> reasons,
            @Nullable MomentView reminded) {

        Row {
            reasons = List.copyOf(reasons);
        }
    }
}
