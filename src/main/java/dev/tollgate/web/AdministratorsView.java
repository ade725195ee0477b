package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `administrators`.
///
/// @param invites whether there is a mail server; else a letter takes the place of an invitation
/// @param alone whether no other super administrator's account is open, with or without an
/// extension
/// @param last whether no other has ever logged in
record AdministratorsView(List<Row> rows, boolean invites, boolean alone, boolean last) {

    AdministratorsView {
        rows = List.copyOf(rows);
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
