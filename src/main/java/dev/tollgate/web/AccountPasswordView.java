package dev.tollgate.web;

/// The page `account-password`. The form posts `currentPassword`, `newPassword` and
/// `confirmPassword` to `/account/password`; where an issued password has to be changed at the
/// first login it stands alone and has no `currentPassword`.
///
/// @param username name of the account, for password managers
/// @param forced whether nothing else is open before
/// @param issued whether that is because somebody else made the present password; else it has
/// become too short
/// @param twoFactor whether two-factor authentication is on
/// @param rules rules for the new password
/// @param errors what is wrong, by the names above
record AccountPasswordView(
        String username,
        boolean forced,
        boolean issued,
        boolean twoFactor,
        PasswordRulesView rules,
        ErrorsView errors) {}
