package dev.tollgate.web;

/// One session in the fourth card of "Security Settings". "Log out" posts to
/// `/account/security/sessions/{id}/log-out`, "Log out everywhere else" to
/// `/account/security/sessions/log-out-others`.
///
/// @param id used in the address above; never the cookie's value
/// @param device short name of browser and system
/// @param address from where it was last used
/// @param lastSeen when
/// @param current whether it is the one in hand
record SessionView(
        String id, String device, String address, MomentView lastSeen, boolean current) {}
