package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `administrators`.
///
/// @param invites whether there is a mail server; else a letter takes the place of an invitation
record AdministratorsView(List<Row> rows, boolean invites) {

    AdministratorsView {
        rows = List.copyOf(rows);
    }

    public boolean alone() {
        return rows.stream().filter(Row::open).count() < 2;
    }

    /// @param id of the account
    /// @param twoFactor whether two-factor authentication is on
    /// @param lastLogin `null` for never
    /// @param invitation "Invited 3 days ago", or `null`
    /// @param open whether somebody may log in to the account
    /// @param self whether it is the reader's own
    record Row(
            String id,
            String username,
            String email,
            boolean twoFactor,
            @Nullable MomentView lastLogin,
            @Nullable TextView invitation,
            boolean open,
            boolean self) {}
}
