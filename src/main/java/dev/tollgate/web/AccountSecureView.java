package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `account-secure`.
///
/// @param walk how far it has come; null before it has begun
/// @param password the form of the first step; null where that is not open and nothing is wrong
/// with what was posted
/// @param twoFactor whether the walk has a third step
record AccountSecureView(
        @Nullable WalkView walk, @Nullable AccountPasswordView password, boolean twoFactor) {

    /// @param next a name of `SecuringProgress.Step`, which the page has open
    /// @param passwordChanged when, or null
    /// @param otherSessions who is still logged in besides this browser
    /// @param codesMade when, or null
    record WalkView(
            String next,
            @Nullable MomentView passwordChanged,
            int otherSessions,
            @Nullable MomentView codesMade) {}
}
