package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import java.time.Instant;

/// One mail that carries what only its reader may know, such as a link or a code.
///
/// @param account whom it concerns; where that is deleted, the mail is too
/// @param address where it goes
/// @param secret fills the first gap of the text: a code, or path and query of a page of this
/// portal
/// @param detail fills the second: what is no secret, such as from where it was asked for; may be
///     empty
/// @param until when it is of no use any more, and not sent
public record Mail(
        MailKind kind,
        AccountId account,
        String address,
        Secret secret,
        String detail,
        Instant until) {

    /// One whose text has no second gap.
    public Mail(MailKind kind, AccountId account, String address, Secret secret, Instant until) {
        this(kind, account, address, secret, "", until);
    }
}
