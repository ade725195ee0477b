package dev.tollgate.web;

/// The page `rules-release`, which posts `source` to `/security/rules/blocked/delete`.
///
/// @param until when the block would end by itself
record ReleaseView(String source, MomentView until) {}
