package dev.tollgate.factor.totp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One confirmed authenticator as its owner sees it. Its secret cannot be read back by anybody.
///
/// @param id UUIDv7 text
/// @param lastUsedAt when a code of it was last accepted, its confirmation included
public record Authenticator(
        String id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {}
