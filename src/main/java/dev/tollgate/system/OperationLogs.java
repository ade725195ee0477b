package dev.tollgate.system;

import dev.tollgate.account.Permission;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditExport;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditRetention;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.FormVersions.Form;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// "Operation Logs": who takes a copy of the record, and how long it is kept, is on record itself.
@Component
public final class OperationLogs {

    private final Administration administration;
    private final AuditLog audit;
    private final AuditRetention retention;
    private final FormVersions versions;

    OperationLogs(
            Administration administration,
            AuditLog audit,
            AuditRetention retention,
            FormVersions versions) {
        this.administration = administration;
        this.audit = audit;
        this.retention = retention;
        this.versions = versions;
    }

    /// Notes that somebody takes a copy, before any of it is written.
    ///
    /// @param filter what it is narrowed to, for the reader; empty for nothing
    public Administered<Boolean> export(
            PortalSession by,
            AuditExport.Format format,
            String filter,
            Source source,
            Instant now) {
        return administration.run(
                by,
                Permission.SEE_LOGS,
                source,
                now,
                () -> {
                    String what = filter.isEmpty() ? "everything" : filter;
                    audit.write(
                            by.act(Kind.LOGS_EXPORTED, source, now).because(format + ": " + what));
                    return true;
                });
    }

    /// Says how long the record is kept.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    /// @param days as [AuditRetention#keep] takes it
    /// @param version that the form was made from
    /// @return false where somebody saved meanwhile: nothing was saved
    public Administered<Boolean> keep(
            StepUp stepUp, int days, int version, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_RETENTION,
                source,
                now,
                () -> {
                    if (!versions.advance(Form.RETENTION, version)) {
                        return false;
                    }
                    String change = retention.days() + " to " + days + " days";
                    retention.keep(days);
                    audit.write(by.act(Kind.RETENTION_CHANGED, source, now).because(change));
                    return true;
                });
    }
}
