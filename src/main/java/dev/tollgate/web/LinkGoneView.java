package dev.tollgate.web;

/// The page `link-gone`: a mailed link that does not work, or not any more.
///
/// @param kind of the link: `reset`, `invitation` or `email`
record LinkGoneView(String kind) {}
