package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `extension-invitation`: asks before an invitation is mailed, naming the person and the
/// address. It posts to `/extensions/{number}/invitation`.
///
/// @param title number and name
/// @param email where it goes; may be empty
/// @param stepUp the pop-up that is open, or `null`
record ExtensionInvitationView(
        String number,
        String title,
        String email,
        InvitationView invitation,
        @Nullable ExtensionAskView stepUp) {}
