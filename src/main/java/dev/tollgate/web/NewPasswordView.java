package dev.tollgate.web;

/// The page `new-password`, which a mailed link opens. The form posts `link`, `newPassword` and
/// `confirmPassword` to `address`.
///
/// @param kind `reset` or `invitation`, in the keys of its texts
/// @param link the token of the link
/// @param username of the account whose password it sets
/// @param recoveryCode whether a recovery code is asked for too, as `recoveryCode`
record NewPasswordView(
        String kind,
        String address,
        String link,
        String username,
        boolean recoveryCode,
        PasswordRulesView rules,
        ErrorsView errors) {

    @Override
    public String toString() {
        return "NewPasswordView[redacted]";
    }
}
