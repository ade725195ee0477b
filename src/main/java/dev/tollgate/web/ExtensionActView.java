package dev.tollgate.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `extension-act`: asks before something is done to one extension, naming the person, the
/// effect and what stays. It posts to `/extensions/{number}/{act}`.
///
/// @param act `temporary-code`, `lost-phone`, `disable` or `delete`
/// @param title number and name
/// @param twoFactor whether the user has two-factor authentication
/// @param demanded whether the user must have two-factor authentication
/// @param proof whether the user has none and is asked for a proof before setting it up
/// @param ticked of "Lost Phone": which of `turnOff`, `logOut` and `removeDevices` are ticked
/// @param reason what was typed as reason
/// @param checked what was typed about how it was checked who asked
/// @param error what is wrong with the form, or `null`
/// @param stepUp the pop-up that is open, or `null`
record ExtensionActView(
        String number,
        String act,
        String title,
        boolean twoFactor,
        boolean demanded,
        boolean proof,
        Set<String> ticked,
        String reason,
        String checked,
        @Nullable TextView error,
        @Nullable ExtensionAskView stepUp) {

    ExtensionActView {
        ticked = Set.copyOf(ticked);
    }
}
