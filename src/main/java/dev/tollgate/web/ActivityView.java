package dev.tollgate.web;

/// One security event of the account shown.
///
/// @param at when
/// @param sentence what happened, such as `activity.logged-in`
/// @param address from where
/// @param browser short name of the browser and system (`Firefox on Windows`)
/// @param alarming whether it is a failure or makes the account weaker
record ActivityView(
        MomentView at, TextView sentence, String address, String browser, boolean alarming) {}
