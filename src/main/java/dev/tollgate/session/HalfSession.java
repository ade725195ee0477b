package dev.tollgate.session;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A login whose password was right and whose code is still due. It is no session: it opens the
/// second step and nothing else.
///
/// @param digest SHA-256 of its cookie
/// @param epoch the account's security epoch at the password
/// @param createdAt when the password was right
/// @param nextPath where the login leads afterwards, a path of this portal
/// @param rightCodes right codes in a row under the hard stop, of the three that are needed
/// @param wrongCodes wrong codes under the hard stop
/// @param source from where the password came
/// @param browser the id of the known browser in which it was typed, or `null` for another one
public record HalfSession(
        String digest,
        AccountId account,
        long epoch,
        Instant createdAt,
        Instant expiresAt,
        String nextPath,
        int rightCodes,
        int wrongCodes,
        Source source,
        @Nullable String browser) {}
