package dev.tollgate.web;

/// The pop-up before an authenticator is removed. The form posts to
/// `/account/security/authenticators/{id}/remove`.
///
/// @param id the authenticator's
/// @param name its name
/// @param last whether it is the only one: then it cannot be removed, and the text says why
/// @param replaced whether a new phone has just taken its place: then "Remove the old one?" is
/// asked
record RemoveView(String id, String name, boolean last, boolean replaced) implements DialogView {

    @Override
    public String kind() {
        return "remove";
    }
}
