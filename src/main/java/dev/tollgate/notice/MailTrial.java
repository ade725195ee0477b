package dev.tollgate.notice;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A test mail that an administrator asked for.
///
/// @param name of just this one
/// @param delivery what came of it; `null` while that is open
/// @param doneAt when that was known; `null` while it is open
public record MailTrial(
        String name,
        String address,
        Instant askedAt,
        @Nullable Delivery delivery,
        @Nullable Instant doneAt) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Whether an answer may still come.
    public boolean isOpen(Instant now) {
        return delivery == null && now.isBefore(askedAt.plus(PATIENCE));
    }
}
