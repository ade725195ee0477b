package dev.tollgate.factor.totp;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An authenticator that is being set up: its secret is known to the phone, perhaps, and to
/// nobody's login yet.
///
/// @param handle digest of the random part of the page's address
/// @param session digest of the one session that may go on with it
/// @param epoch the account's security epoch when it was begun
/// @param replaces the authenticator that it is to take the place of, or `null`
/// @param failures wrong codes so far
public record PendingAuthenticator(
        String handle,
        AccountId account,
        String session,
        long epoch,
        @Nullable String replaces,
        TotpSecret secret,
        int failures,
        Instant createdAt,
        Instant expiresAt) {

    public boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
