package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;

/// A mailed link as it was when it was read, without what opens it.
///
/// @param address the e-mail address that it is about
public record OneTimeLink(
        LinkKind kind, AccountId account, String address, Instant createdAt, Instant expiresAt) {}
