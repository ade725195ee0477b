package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;

/// One notice to one owner.
///
/// @param id UUIDv7 text
/// @param detail what fills the text's gap: an authenticator's name, a count, where a login came
/// from; may
///     be empty
/// @param address where its mail goes; empty for the account's own address
public record Notice(
        String id,
        AccountId account,
        NoticeKind kind,
        String detail,
        Instant createdAt,
        String address) {}
