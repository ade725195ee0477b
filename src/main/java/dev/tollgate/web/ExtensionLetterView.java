package dev.tollgate.web;

/// The page `extension-letter`: what a user needs for the first login, shown once, for print.
///
/// @param title number and name, or the name of an administrator
/// @param number empty for an administrator
/// @param portalAddress where to log in
/// @param username the extension number
/// @param oneTimePassword shown now or never
/// @param until until when it works
record ExtensionLetterView(
        String title,
        String number,
        String portalAddress,
        String username,
        String oneTimePassword,
        MomentView until) {

    @Override
    public String toString() {
        return "ExtensionLetterView[redacted]";
    }
}
