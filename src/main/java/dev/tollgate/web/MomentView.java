package dev.tollgate.web;

/// A point in time as people read it, in the PBX's time zone.
///
/// @param text short, for example `today 14:03` or `3 Nov`
/// @param full shown on hover, with date, seconds and zone
/// @param iso ISO 8601 in UTC, for machines
record MomentView(String text, String full, String iso) {}
