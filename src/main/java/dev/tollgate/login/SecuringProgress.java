package dev.tollgate.login;

import java.time.Instant;
import java.util.Optional;

/// How far an owner has come with securing their account.
///
/// @param passwordChangedAt when the password was changed since the walk began
/// @param otherSessions how many sessions besides the one in hand are live
/// @param twoFactor whether the account has a second factor, so that recovery codes are of use
/// @param codesMadeAt when recovery codes were made since the walk began, and saved
public record SecuringProgress(
        Optional<Instant> passwordChangedAt,
        int otherSessions,
        boolean twoFactor,
        Optional<Instant> codesMadeAt) {

    /// What comes next.
    public Step next() {
        if (passwordChangedAt.isEmpty()) {
            return Step.PASSWORD;
        }
        if (otherSessions > 0) {
            return Step.SESSIONS;
        }
        return twoFactor && codesMadeAt.isEmpty() ? Step.RECOVERY_CODES : Step.END;
    }

    /// In their order.
    public enum Step {
        PASSWORD,
        SESSIONS,
        RECOVERY_CODES,
        END
    }
}
