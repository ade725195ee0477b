package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `account-proof`, at `/account/proof`. Both forms post there: the field `code` of a
/// mail, or `temporaryCode`; the button that sends a code posts `send`.
///
/// @param account whose session it is
/// @param mailed where a code can be mailed to, or `null` where it cannot
/// @param obstacle why not: `NO_MAIL` or `NO_ADDRESS`; `null` where it can
/// @param errors what is wrong with `code` or `temporaryCode`
record ProofView(
        String account,
        @Nullable MailedView mailed,
        @Nullable String obstacle,
        ErrorsView errors) {}
