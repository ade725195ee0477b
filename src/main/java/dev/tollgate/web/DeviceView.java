package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// A trusted device in a list.
///
/// @param browser "Firefox on Windows"
/// @param address from where it was last used
/// @param lastUsed null where no code has been waived for it yet
/// @param current whether it is the one that is asking
record DeviceView(
        String id,
        String browser,
        String address,
        MomentView added,
        @Nullable MomentView lastUsed,
        MomentView expires,
        boolean current) {}
