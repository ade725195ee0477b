package dev.tollgate.web;

/// The page `confirm-email`, which a link opens that was mailed to a new address. The form posts
/// `link` to `/confirm-email`.
///
/// @param state `ask`, `confirmed` or `taken`
/// @param link the token of the link; empty once it is spent
/// @param kind `EMAIL` or `NOTICE_EMAIL`
record ConfirmEmailView(String state, String link, String kind, String username, String address) {

    @Override
    public String toString() {
        return "ConfirmEmailView[redacted]";
    }
}
