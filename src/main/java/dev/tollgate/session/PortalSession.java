package dev.tollgate.session;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A live session as it was when the request came in.
///
/// @param digest SHA-256 of the cookie
/// @param username the account's user name as it is written
/// @param epoch the account's security epoch, which the session shares while it lives
/// @param mustChangePassword whether nothing but the password change is open to it
/// @param enrolled whether the account has a second factor
/// @param demanded whether the security options demand one of the account
/// @param unproven whether the security options demand, before a mandatory set-up, a proof that it
///     has not given lately
/// @param passwordAt when the password was last shown
/// @param secondFactorAt when a code was last shown, or `null` for a one-factor session
/// @param confirmedPurpose what the pop-up was last confirmed for, or `null`
/// @param confirmedAt when, or `null`
public record PortalSession(
        String digest,
        AccountId account,
        String username,
        Role role,
        long epoch,
        boolean mustChangePassword,
        boolean enrolled,
        boolean demanded,
        boolean unproven,
        Instant createdAt,
        Instant lastSeenAt,
        String address,
        String userAgent,
        Instant passwordAt,
        @Nullable Instant secondFactorAt,
        @Nullable String secondFactor,
        @Nullable Purpose confirmedPurpose,
        @Nullable Instant confirmedAt)
        implements Actor {

    /// Whether nothing is open to it but setting up the second factor that the account must have
    /// and has not.
    public boolean mustSetUp() {
        return demanded && !enrolled && !mustChangePassword;
    }

    /// Whether not even that is open to it before it has shown, by more than the password, who is
    /// there.
    public boolean mustProve() {
        return mustSetUp() && unproven;
    }
}
