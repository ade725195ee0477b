package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The pages `rules-allow`, which posts `address` and `note` to `/security/rules/allowed/add`, and
/// `rules-allow-no-more`, which posts nothing to `/security/rules/allowed/{id}/remove`.
///
/// @param id of what to remove; empty where one is added
/// @param address typed, or of what to remove
/// @param note typed, or of what to remove
/// @param own where the request comes from
/// @param removesOwn whether the request comes from what is to be removed
/// @param stepUp the pop-up that is open, or `null`
record AllowView(
        String id,
        String address,
        String note,
        String own,
        boolean removesOwn,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {}
