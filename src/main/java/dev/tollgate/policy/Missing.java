package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody who may log in and has no second factor.
///
/// @param name of the extension; may be empty
/// @param isExtension whether the account is an extension's
/// @param email may be empty
/// @param lastLoginAt `null` for never
/// @param remindedAt when they were last told to set it up, `null` for never
public record Missing(
        AccountId account,
        String username,
        String name,
        boolean isExtension,
        Role role,
        String email,
        @Nullable Instant lastLoginAt,
        @Nullable Instant remindedAt) {

    /// Why; at least one.
    public Set<Reason> reasons() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (lastLoginAt == null) {
            reasons.add(Reason.NEVER_LOGGED_IN);
        }
        if (email.isEmpty()) {
            reasons.add(Reason.NO_EMAIL);
        }
        return reasons.isEmpty() ? EnumSet.of(Reason.NOT_SET_UP) : reasons;
    }

    /// What may keep somebody from it.
    public enum Reason {
        NEVER_LOGGED_IN,
        NO_EMAIL,
        /// They log in and can be written to, but have not done it.
        NOT_SET_UP
    }
}
