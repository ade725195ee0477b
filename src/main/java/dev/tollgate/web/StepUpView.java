package dev.tollgate.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pop-up "Password". The form posts `purpose`, `target`, `password` and, where asked, `code`
/// to `/account/security/confirm`; the button that sends a code by mail posts `purpose`, `target`
/// and `send` there. "Cancel" and Esc go to `/account/security`.
///
/// @param purpose `enrol`, `turn-off`, `add`, `replace`, `rename`, `remove`, `recovery-codes` or
///     `change-method`
/// @param target what the act is about, such as an authenticator's id; empty when nothing
/// @param username name of the account, for password managers
/// @param reason the line that says what for: `step-up.enrol` and so on, with the name of the thing
/// @param needsCode whether the account has two-factor authentication
/// @param mailed where the code is mailed to, or `null` where an authenticator shows it
/// @param errors what is wrong with `password` or `code`
record StepUpView(
        String purpose,
        String target,
        String username,
        TextView reason,
        boolean needsCode,
        @Nullable MailedView mailed,
        ErrorsView errors)
        implements DialogView {

    /// For an account with authenticators, or without two-factor authentication.
    StepUpView(
            String purpose,
            String target,
            String username,
            TextView reason,
            boolean needsCode,
            ErrorsView errors) {
        this(purpose, target, username, reason, needsCode, null, errors);
    }

    /// What the form of the button that sends a code carries along.
    public Map<String, String> fields() {
        return Map.of("purpose", purpose, "target", target);
    }

    @Override
    public String kind() {
        return "step-up";
    }
}
