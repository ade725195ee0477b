package dev.tollgate.system;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.EventSettings.Pace;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Tells all administrators when more passwords and second factors are reset within an hour than
/// people lose. It counts the record, so it sees what every node, every bulk act and the console
/// did, and tells at most once an hour.
@Component
public final class ResetWatch {

    static final int MANY = 20;
    static final Duration WITHIN = Duration.ofHours(1);

    private static final Set<Kind> RESETS =
            EnumSet.of(
                    Kind.TWO_FACTOR_RESET,
                    Kind.PASSWORD_RESET,
                    Kind.PASSWORD_ISSUED,
                    Kind.PASSWORD_RESET_BY_LINK);

    /// What is older is no news, such as after a long standstill.
    private static final Duration LOOKED_BACK = Duration.ofHours(24);

    private final AuditLog audit;
    private final EventSettings settings;
    private final Notices notices;
    private final Transactions transactions;

    ResetWatch(AuditLog audit, EventSettings settings, Notices notices, Transactions transactions) {
        this.audit = audit;
        this.settings = settings;
        this.notices = notices;
        this.transactions = transactions;
    }

    /// What was told of is not counted again.
    public void look(Instant now) {
        Instant toldAt = settings.lastTaken(Pace.RESETS);
        Instant dayAgo = now.minus(LOOKED_BACK);
        Instant since = toldAt.isAfter(dayAgo) && !toldAt.isAfter(now) ? toldAt : dayAgo;
        long most = transactions.read(() -> audit.mostWithin(RESETS, since, WITHIN));
        if (most > MANY) {
            transactions.write(
                    () -> {
                        if (settings.take(Pace.RESETS, now)) {
                            notices.tellAdministrators(
                                    NoticeKind.MANY_RESETS, String.valueOf(most), now);
                        }
                    });
        }
    }
}
