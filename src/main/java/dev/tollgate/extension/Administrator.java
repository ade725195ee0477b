package dev.tollgate.extension;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A super administrator who has no extension.
///
/// @param twoFactorSince since when two-factor authentication is on, or `null` while it is off
/// @param lastLoginAt `null` for never
/// @param open whether somebody may log in to the account
public record Administrator(
        AccountId id,
        String username,
        String email,
        @Nullable Instant twoFactorSince,
        @Nullable Instant lastLoginAt,
        boolean open) {}
