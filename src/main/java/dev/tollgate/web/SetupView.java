package dev.tollgate.web;

import java.util.List;

/// The page `setup`. The form posts `link`, `pbxName`, `portalAddress`, `timeZone`, `username`,
/// `email`, `password` and `confirmPassword` to `/setup`.
///
/// @param link the one-time link's secret part, sent back with the form
/// @param form what the fields hold
/// @param timeZones names to choose from
/// @param rules rules for the password
/// @param errors what is wrong, by the names above
record SetupView(
        String link,
        FormView form,
        List<String> timeZones,
        PasswordRulesView rules,
        ErrorsView errors) {

    SetupView {
        timeZones = List.copyOf(timeZones);
    }

    record FormView(
            String pbxName, String portalAddress, String timeZone, String username, String email) {}
}
