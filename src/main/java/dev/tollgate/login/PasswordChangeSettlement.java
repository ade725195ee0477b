package dev.tollgate.login;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Stores a changed password with everything that goes with it, in one transaction.
@Component
final class PasswordChangeSettlement {

    private final Accounts accounts;
    private final Sessions sessions;
    private final ProofCarryOver proofs;
    private final Throttle throttle;
    private final AuditLog audit;
    private final Notices notices;
    private final Transactions transactions;

    PasswordChangeSettlement(
            Accounts accounts,
            Sessions sessions,
            ProofCarryOver proofs,
            Throttle throttle,
            AuditLog audit,
            Notices notices,
            Transactions transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.proofs = proofs;
        this.throttle = throttle;
        this.audit = audit;
        this.notices = notices;
        this.transactions = transactions;
    }

    /// The bookings of the check before it go with the waits.
    PasswordChange.Changed change(
            PortalSession session, HashedPassword hashed, Source source, Instant now) {
        return transactions.write(
                () -> {
                    Token renewed = sessions.advance(session);
                    List<Keepsake> keepsakes = proofs.afterIssued(session, renewed, now);
                    accounts.changePassword(session.account(), hashed, false, now);
                    audit.write(session.act(Kind.PASSWORD_CHANGED, source, now));
                    notices.tell(session.account(), NoticeKind.PASSWORD_CHANGED, "", now);
                    throttle.endWaits(session.account());
                    return new PasswordChange.Changed(renewed, keepsakes);
                });
    }
}
