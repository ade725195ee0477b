package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// How it stands with the invitation of an account.
///
/// @param state "Invited 3 days ago", "Expired", or `null` where there is nothing to tell
/// @param open whether it can still be accepted
/// @param hindrance why none can be sent, or `null`
record InvitationView(@Nullable TextView state, boolean open, @Nullable TextView hindrance) {}
