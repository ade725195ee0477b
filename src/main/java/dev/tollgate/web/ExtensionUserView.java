package dev.tollgate.web;

import dev.tollgate.extension.ExtensionChange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `extension-user`, a tab of one extension. The form posts `name`, `mobile`, `email`,
/// `role`, `portalAccess` (present while ticked), `status` and `version` to `/extensions/{number}`.
///
/// @param title number and name, as saved
/// @param saved what is saved; shown beside where somebody else saved first, error `changed`
/// @param typed what the fields hold
/// @param roles which roles may be given; the present one stands first where it is not among them
/// @param may which acts are offered, by the names of `AdministrativeAct`
/// @param version stamp of the extension that the form was made from
/// @param own whether it is the extension of whoever looks, whose address is changed elsewhere
/// @param mailed whether the user gets codes by mail, which another address ends
/// @param invitation how it stands with the invitation; `null` where this account can get none
/// @param stepUp the pop-up that is open, or `null`
record ExtensionUserView(
        String number,
        String title,
        Typed saved,
        Typed typed,
        List<String> roles,
        Set<String> may,
        int version,
        boolean own,
        boolean mailed,
        @Nullable InvitationView invitation,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    ExtensionUserView {
        roles = List.copyOf(roles);
        may = Set.copyOf(may);
    }

    /// What the fields hold.
    record Typed(
            String name,
            String mobile,
            String email,
            String role,
            boolean portalAccess,
            String status) {

        static Typed of(ExtensionChange change) {
            return new Typed(
                    change.name(),
                    change.mobile(),
                    change.email(),
                    change.role().name(),
                    change.portalAccess(),
                    change.status().name());
        }
    }
}
