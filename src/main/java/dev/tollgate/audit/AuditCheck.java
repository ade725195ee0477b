package dev.tollgate.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of the last look through the whole record that the portal took by itself.
///
/// @param at when
/// @param wrong what was wrong first; `null` where all was well
/// @param position the number of the row that is wrong, or where one ought to be; that of the last
///     row where all was well
public record AuditCheck(Instant at, Finding.@Nullable Kind wrong, long position) {

    static AuditCheck of(AuditVerdict verdict, Instant now) {
        return verdict.findings().isEmpty()
                ? new AuditCheck(now, null, end(verdict))
                : of(verdict, verdict.findings().getFirst(), now);
    }

    /// One of the findings.
    static AuditCheck of(AuditVerdict verdict, Finding finding, Instant now) {
        return new AuditCheck(
                now, finding.kind(), finding.number() > 0 ? finding.number() : end(verdict) + 1);
    }

    private static long end(AuditVerdict verdict) {
        return verdict.end() == null ? 0 : verdict.end().position();
    }

    public boolean isWhole() {
        return wrong == null;
    }

    String[] parts() {
        return new String[] {
            Long.toString(at.toEpochMilli()),
            wrong == null ? "" : wrong.name(),
            Long.toString(position)
        };
    }
}
