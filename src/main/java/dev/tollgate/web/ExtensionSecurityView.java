package dev.tollgate.web;

import dev.tollgate.factor.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `extension-security`, a tab of one extension. Each act posts to an address of its own
/// under `/extensions/{number}/`; the box `twoFactor`, with `reason` and `checked`, posts to
/// `security`.
///
/// @param title number and name
/// @param state of the login, a name of `Extension.LoginState`
/// @param since when the user turned two-factor authentication on, or `null` while it is off
/// @param method the name of the user's method; empty while two-factor authentication is off
/// @param lastLogin null for a user who has never logged in
/// @param codesLeft recovery codes that still work; of meaning while two-factor authentication is
/// on
/// @param demanded whether the security options demand two-factor authentication of the user, who
/// then has to set it up again
/// @param proof what the user shows before setting it up, while that is due; else `null`
/// @param devices those that the user trusts
/// @param unticked whether the box is shown unticked, because somebody unticked it
/// @param reason what was typed as reason
/// @param checked what was typed about how it was checked who asked
/// @param may which acts are offered, by the names of `AdministrativeAct`
/// @param stepUp the pop-up that is open, or `null`
record ExtensionSecurityView(
        String number,
        String title,
        String state,
        @Nullable MomentView since,
        String method,
        @Nullable MomentView lastLogin,
        int codesLeft,
        boolean demanded,
        @Nullable TextView proof,
        List<DeviceView> devices,
        boolean unticked,
        String reason,
        String checked,
        Set<String> may,
        @Nullable ExtensionAskView stepUp) {

    ExtensionSecurityView {
        devices = List.copyOf(devices);
        may = Set.copyOf(may);
    }

    /// Of a user with authenticators, or without two-factor authentication and with nothing to
    /// prove.
    ExtensionSecurityView(
            String number,
            String title,
            String state,
            @Nullable MomentView since,
            @Nullable MomentView lastLogin,
            int codesLeft,
            boolean demanded,
            List<DeviceView> devices,
            boolean unticked,
            String reason,
            Set<String> may,
            @Nullable ExtensionAskView stepUp) {
        this(
                number,
                title,
                state,
                since,
                since == null ? "" : Method.AUTHENTICATOR.name(),
                lastLogin,
                codesLeft,
                demanded,
                null,
                devices,
                unticked,
                reason,
                "",
                may,
                stepUp);
    }
}
