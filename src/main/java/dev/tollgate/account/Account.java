package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One account as it was when it was read.
///
/// @param epoch the security epoch: it grows with each change of password, factors, role or status,
/// and
///     what was stamped with an earlier one (sessions, half-sessions, pending secrets) is dead
/// @param portalAccess whether it may log in at all while it is active; not, where nobody does, as
/// at a reception phone
/// @param mustChangePassword whether the password was issued by somebody else
/// @param issuedUntil when such a password stops working, or `null` for one that its owner chose
public record Account(
        AccountId id,
        String username,
        String email,
        Role role,
        Status status,
        boolean portalAccess,
        long epoch,
        boolean mustChangePassword,
        @Nullable Instant issuedUntil,
        Instant passwordChangedAt,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {

    /// Whether somebody may be logged in to it.
    public boolean hasAccess() {
        return status == Status.ACTIVE && portalAccess;
    }

    /// Whether somebody may be logged in to it and has been: who was only invited may never come.
    public boolean isInUse() {
        return hasAccess() && lastLoginAt != null;
    }

    /// Whether a right password logs in: the account is open, and the password, where somebody else
    /// issued it, has not run out.
    public boolean mayLogIn(Instant now) {
        return hasAccess() && (issuedUntil == null || now.isBefore(issuedUntil));
    }
}
