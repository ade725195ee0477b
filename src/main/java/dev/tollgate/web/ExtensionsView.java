package dev.tollgate.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `extensions`: a GET of `/extensions` with `search`, `role`, `twoFactor`,
/// `status`, `sort` and `after`.
///
/// @param search what was searched for; may be empty
/// @param role the filter: the name of a role, or empty
/// @param twoFactor the filter: a name of `ExtensionQuery.TwoFactor`, or empty
/// @param status the filter: a name of `ExtensionQuery.AccountStatus`, or empty
/// @param sort a name of `ExtensionSort`
/// @param rows one page
/// @param total how many match, counted to 10,001 at most
/// @param nextAfter the last number of this page where another follows, or `null`
/// @param bulk which acts on many are offered, by the names of `BulkAct`
record ExtensionsView(
        String search,
        String role,
        String twoFactor,
        String status,
        String sort,
        List<Row> rows,
        long total,
        @Nullable String nextAfter,
        List<String> bulk) {

    private static final int COUNTED = 10_000;

    ExtensionsView {
        bulk = List.copyOf(bulk);
        rows = List.copyOf(rows);
    }

    /// The total in words: "300", or "10,000+" where nobody has counted to the end.
    public String totalText() {
        return total > COUNTED
                ? String.format(Locale.ENGLISH, "%,d+", COUNTED)
                : String.format(Locale.ENGLISH, "%,d", total);
    }

    /// Whether something narrows the list.
    public boolean filtered() {
        return !search.isEmpty() || !role.isEmpty() || !twoFactor.isEmpty() || !status.isEmpty();
    }

    /// @param title number and name
    /// @param state of the login: a name of `Method`, `MUST_ENROL`, or a name of
    ///     `Extension.LoginState`
    /// @param proof whether the user sets two-factor authentication up next, and begins it with a
    /// proof
    /// @param lastLogin null for a user who has never logged in
    /// @param invitation "Invited 3 days ago", or `null`
    /// @param may which acts are offered, by the names of `AdministrativeAct`
    record Row(
            String number,
            String name,
            String title,
            String email,
            String role,
            String state,
            boolean twoFactor,
            boolean proof,
            @Nullable MomentView lastLogin,
            @Nullable TextView invitation,
            Set<String> may) {

        Row {
            may = Set.copyOf(may);
        }

        /// Whether a temporary code would serve its user: in place of the phone, or as the proof.
        public boolean takesTemporaryCode() {
            return open() && (twoFactor || proof);
        }

        /// Whether the account is open, so that its user can be helped.
        public boolean open() {
            return !state.equals("DISABLED") && !state.equals("NO_ACCESS");
        }
    }
}
