package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `preferences`. The form posts `pbxName`, `portalAddress`, `timeZone`, `helpContact`,
/// `headerColour` and `version` to `/settings/preferences`.
///
/// @param typed what the fields hold
/// @param timeZones all that there are
/// @param colours names of the colours of the header
/// @param version that the form is made from
/// @param changed what differs from what somebody else has saved meanwhile
/// @param stepUp the pop-up that is open, or `null`
record PreferencesView(
        Typed typed,
        List<String> timeZones,
        List<String> colours,
        int version,
        List<ComparedView> changed,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    PreferencesView {
        timeZones = List.copyOf(timeZones);
        colours = List.copyOf(colours);
        changed = List.copyOf(changed);
    }

    /// What the fields hold.
    record Typed(
            String pbxName,
            String portalAddress,
            String timeZone,
            String helpContact,
            String headerColour) {

        List<String> values() {
            return List.of(pbxName, portalAddress, timeZone, helpContact, headerColour);
        }
    }
}
