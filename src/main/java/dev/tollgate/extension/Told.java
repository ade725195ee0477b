package dev.tollgate.extension;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administration.Order;
import org.springframework.stereotype.Component;

/// Writes what was done into the record and tells the owner, in the open transaction of the act.
@Component
final class Told {

    private final AuditLog audit;
    private final Notices notices;

    Told(AuditLog audit, Notices notices) {
        this.audit = audit;
        this.notices = notices;
    }

    /// Only into the record.
    void onRecord(Order order, Kind kind, String reason) {
        audit.write(order.event(kind).because(reason));
    }

    void of(Order order, Kind kind, String reason, NoticeKind notice) {
        onRecord(order, kind, reason);
        notices.tell(order.target(), notice, "", order.now());
    }
}
