package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The pages `administrator-add` and `administrator-remove`. The first posts `username` and `email`
/// to `/system/administrators/add`, the second nothing to `/system/administrators/{id}/remove`.
///
/// @param id of whom to remove; empty where one is added
/// @param username typed, or of whom to remove
/// @param email typed, or of whom to remove
/// @param invites whether there is a mail server; else a letter takes the place of an invitation
/// @param stepUp the pop-up that is open, or `null`
record AdministratorActView(
        String id,
        String username,
        String email,
        boolean invites,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {}
