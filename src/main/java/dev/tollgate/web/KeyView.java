package dev.tollgate.web;

/// The page `key`, at `/settings/preferences/key`. Its form posts `key` there.
///
/// @param key id of the current key
/// @param place where it is
/// @param kept whether somebody has said that a copy is kept
record KeyView(String key, String place, boolean kept) {}
