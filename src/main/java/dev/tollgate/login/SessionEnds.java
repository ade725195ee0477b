package dev.tollgate.login;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.totp.PendingAuthenticators;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Ends sessions on their owner's word, in the open transaction, with a row in the record.
@Component
final class SessionEnds {

    private final Sessions sessions;
    private final PendingAuthenticators pendings;
    private final AuditLog audit;

    SessionEnds(Sessions sessions, PendingAuthenticators pendings, AuditLog audit) {
        this.sessions = sessions;
        this.pendings = pendings;
        this.audit = audit;
    }

    void logOut(PortalSession session, Source source, Instant now) {
        if (sessions.end(session.account(), session.digest())) {
            pendings.dropAll(session.account());
            audit.write(session.act(Kind.LOGOUT, source, now));
        }
    }

    /// @return whether it was there, and the account's own
    boolean endSession(PortalSession session, String digest, Source source, Instant now) {
        sessions.hold(session);
        boolean ended = sessions.end(session.account(), digest);
        if (ended) {
            audit.write(session.act(Kind.SESSION_ENDED, source, now));
        }
        return ended;
    }

    void endOtherSessions(PortalSession session, Source source, Instant now) {
        sessions.hold(session);
        int ended = sessions.endOthers(session.account(), session.digest());
        audit.write(
                session.act(Kind.OTHER_SESSIONS_ENDED, source, now).because(String.valueOf(ended)));
    }
}
