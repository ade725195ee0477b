package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `home`, "Dashboard" for administrators and "Home" for extension users.
///
/// @param name whom to greet, `admin` or `1001 Ana Silva`
/// @param lastLogin the login before this one; null at the first
/// @param safety how safe the account is
/// @param steps what to do next, at most three; empty when nothing is to be done
/// @param notices what the owner has to be told until it is read
/// @param activity the last ten security events, newest first
/// @param dashboard what administrators see besides; null on the page of an extension user
record HomeView(
        String name,
        @Nullable ActivityView lastLogin,
        SafetyView safety,
        List<StepView> steps,
        List<NoticeView> notices,
        List<ActivityView> activity,
        @Nullable DashboardView dashboard) {

    static final int STEPS = 3;

    HomeView {
        if (steps.size() > STEPS) {
            throw new IllegalArgumentException("more than three next steps");
        }
        steps = List.copyOf(steps);
        notices = List.copyOf(notices);
        activity = List.copyOf(activity);
    }

    /// How safe the account is.
    ///
    /// @param state decides the words, the icon and the act of the card
    /// @param codesLeft recovery codes that still work; of meaning in `FEW_CODES` and `SAFE`
    record SafetyView(State state, int codesLeft) {

        /// Worst first; the text keys are `safety.` + [#key].
        enum State {
            OFF,
            CODES_NOT_SAVED,
            FEW_CODES,
            ONE_AUTHENTICATOR,
            BY_EMAIL,
            SAFE;

            public String key() {
                return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            }
        }
    }

    /// @param text what to do, worded as a link
    /// @param why one sentence under it
    /// @param address where the link leads
    record StepView(TextView text, TextView why, String address) {}

    /// A notice. "Mark as read" posts to `/account/notices/{id}/read`.
    record NoticeView(String id, MomentView at, TextView sentence) {}
}
