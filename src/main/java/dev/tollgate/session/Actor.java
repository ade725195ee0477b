package dev.tollgate.session;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import java.time.Instant;

/// Who does something to another account: the owner of an open session, or of work that was started
/// in one.
public sealed interface Actor permits PortalSession, Mandate {

    AccountId account();

    /// The account's security epoch; where it has moved on, the actor may do nothing any more.
    long epoch();

    /// SHA-256 of the session's cookie, for the record.
    String digest();

    /// An act of theirs on their own account, for the record.
    default AuditEvent act(AuditEvent.Kind kind, Source source, Instant now) {
        return AuditEvent.own(now, kind, account(), source).inSession(digest());
    }
}
