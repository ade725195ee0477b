package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `login-code`. The form posts `code` to `/login/code`, the button that sends a code by
/// mail `send`; "Not you?" posts to `/logout`.
///
/// @param account whose second step this is, as typed or `1001`
/// @param error `code.wrong` (PBX Name, server time), `code.used`, `code.wait` (time),
/// `code.missing`,
///     or null
/// @param rightCodes under the hard stop, how many right codes in a row were given: 0 to 2; else -1
/// @param ways whether "Try another way" is open
/// @param trustDays for how many days this browser may be trusted; 0 for not at all, and no box
/// @param trusts whether the box is ticked
/// @param mailed where the code is mailed to, or `null` where an authenticator shows it
record LoginCodeView(
        String account,
        @Nullable TextView error,
        int rightCodes,
        boolean ways,
        int trustDays,
        boolean trusts,
        @Nullable MailedView mailed) {

    static final int NO_HARD_STOP = -1;

    /// For an account with authenticators.
    LoginCodeView(
            String account,
            @Nullable TextView error,
            int rightCodes,
            boolean ways,
            int trustDays,
            boolean trusts) {
        this(account, error, rightCodes, ways, trustDays, trusts, null);
    }

    public boolean hardStop() {
        return rightCodes != NO_HARD_STOP;
    }
}
