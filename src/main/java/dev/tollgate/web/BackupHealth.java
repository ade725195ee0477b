package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.storage.Transactions;
import dev.tollgate.web.DashboardView.PartView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// When the portal was last backed up, in words. Only `tollgate backup` leaves a trace here.
@Component
final class BackupHealth {

    private static final String BACKUP = "backup";

    /// Whoever backs up once a week has missed one.
    private static final Duration LATE = Duration.ofDays(8);

    private final AuditLog audit;
    private final Transactions transactions;

    BackupHealth(AuditLog audit, Transactions transactions) {
        this.audit = audit;
        this.transactions = transactions;
    }

    PartView part(Moments moments) {
        Optional<Instant> last = transactions.read(() -> audit.lastDone(Kind.BACKUP_MADE));
        if (last.isEmpty()) {
            return PartView.due(BACKUP, "backup-never");
        }
        String when = moments.of(last.get()).text();
        return last.get().plus(LATE).isBefore(moments.now())
                ? PartView.due(BACKUP, "backup-late", when)
                : PartView.of(BACKUP, true, "backup", when);
    }
}
