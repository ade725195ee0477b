package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// One authenticator in the second card of "Security Settings". Its acts:
///
/// - "Set up on a new phone" posts to `/account/security/authenticators/{id}/replace`
/// - "Rename" opens `/account/security?rename={id}`
/// - "Remove" opens `/account/security?remove={id}`
///
/// @param id used in the addresses above
/// @param name given by the owner
/// @param added when it was confirmed
/// @param lastUsed null until its first code
record AuthenticatorView(String id, String name, MomentView added, @Nullable MomentView lastUsed) {}
