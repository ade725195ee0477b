package dev.tollgate.factor.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One browser that an account trusts.
///
/// @param userAgent what it said of itself when it was last used; it identifies nobody
/// @param address from where it was last used
/// @param lastUsedAt when a code was last waived for it, or `null`
/// @param expiresAt when the account is asked for a code there again
/// @param current whether it is the one that is asking
public record TrustedDevice(
        String id,
        String userAgent,
        String address,
        Instant addedAt,
        @Nullable Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {}
