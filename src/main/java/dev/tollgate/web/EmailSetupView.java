package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `account-email`, at `/account/security/email`. Everything posts there: "Save" the field
/// `code`, "Send" `send`, "Cancel" `cancel`.
///
/// @param enrols whether this turns two-factor authentication on; else it leaves another method
/// @param mailed where the code goes, and how it stands with it
/// @param error what is wrong with `code`, or `null`
record EmailSetupView(boolean enrols, MailedView mailed, @Nullable TextView error) {}
