package dev.tollgate.web;

/// The page `login-forgot`. The form posts `username` to `/login/forgot`.
///
/// @param username what was typed
/// @param possible whether there is a mail server
/// @param sent whether the answer stands there in the place of the form
record LoginForgotView(String username, boolean possible, boolean sent, ErrorsView errors) {}
