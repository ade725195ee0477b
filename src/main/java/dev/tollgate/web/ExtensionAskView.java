package dev.tollgate.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pop-up "Password" over a page of an extension. Its form posts what the form under it held,
/// and `password` and `code`, to the address of that form; "Cancel" posts `cancel` there, which
/// opens the page again as it was.
///
/// @param address where it posts to
/// @param sentence what for
/// @param username of the administrator, for password managers
/// @param needsCode whether the administrator has two-factor authentication
/// @param mailed where the code is mailed to, or `null` where an authenticator shows it; the button
///     that sends one posts `send` and the fields to the same address
/// @param fields what the form under it holds
record ExtensionAskView(
        String address,
        TextView sentence,
        String username,
        boolean needsCode,
        @Nullable MailedView mailed,
        Map<String, String> fields,
        ErrorsView errors) {

    ExtensionAskView {
        fields = Map.copyOf(fields);
    }

    /// For an administrator with authenticators, or without two-factor authentication.
    ExtensionAskView(
            String address,
            TextView sentence,
            String username,
            boolean needsCode,
            Map<String, String> fields,
            ErrorsView errors) {
        this(address, sentence, username, needsCode, null, fields, errors);
    }
}
