package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `account-security`. While 2FA is off the second to fourth cards are not shown.
///
/// @param twoFactor first card
/// @param authenticators second card; empty while 2FA is off. "Add another" posts to
///     `/account/security/authenticators/add`
/// @param recovery third card; null while 2FA is off
/// @param devices fourth card, the one in hand first; not shown while 2FA is off. "Remove" posts to
/// `/account/security/trusted-devices/{id}/remove`, "Remove all" to
/// `/account/security/trusted-devices/remove-all`
/// @param sessions fifth card, the one in hand first
/// @param activity sixth card, at most ten, newest first
/// @param dialog the pop-up that is open, or null
record AccountSecurityView(
        TwoFactorView twoFactor,
        List<AuthenticatorView> authenticators,
        @Nullable RecoveryView recovery,
        List<DeviceView> devices,
        List<SessionView> sessions,
        List<ActivityView> activity,
        @Nullable DialogView dialog) {

    private static final int AUTHENTICATORS = 3;

    AccountSecurityView {
        authenticators = List.copyOf(authenticators);
        devices = List.copyOf(devices);
        sessions = List.copyOf(sessions);
        activity = List.copyOf(activity);
    }

    /// Whether setting up is all that is open.
    public boolean forced() {
        return twoFactor.demanded() && twoFactor.since() == null;
    }

    public boolean canAdd() {
        return authenticators.size() < AUTHENTICATORS;
    }

    public boolean hasOtherSessions() {
        return sessions.stream().anyMatch(session -> !session.current());
    }

    /// Whether the box of the first card is ticked. It is while the pop-up that ticking opens is
    /// open.
    public boolean ticked() {
        boolean asked = dialog instanceof StepUpView stepUp && asksForBox(stepUp);
        return switch (twoFactor.state()) {
            case OFF -> asked;
            case CHOOSING, CHANGING -> true;
            case ON -> !asked;
            case TURNING_OFF -> false;
        };
    }

    private static boolean asksForBox(StepUpView stepUp) {
        return stepUp.purpose().equals("enrol") || stepUp.purpose().equals("turn-off");
    }
}
