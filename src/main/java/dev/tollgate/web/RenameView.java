package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The pop-up "Rename". The form posts `name` to `/account/security/authenticators/{id}/rename`.
///
/// @param id the authenticator's
/// @param name its name, or what was typed
/// @param error `authenticator.name-missing`, `authenticator.name-taken`, or null
record RenameView(String id, String name, @Nullable TextView error) implements DialogView {

    @Override
    public String kind() {
        return "rename";
    }
}
