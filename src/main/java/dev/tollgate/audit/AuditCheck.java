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
        long end = verdict.end() == null ? 0 : verdict.end().position();
        if (verdict.findings().isEmpty()) {
            return new AuditCheck(now, null, end);
        }
        Finding first = verdict.findings().getFirst();
        return new AuditCheck(now, first.kind(), first.number() > 0 ? first.number() : end + 1);
    }

    public boolean isWhole() {
        return wrong == null;
    }

    /// What administrators are told of once.
    String finding() {
        return wrong == null ? "" : wrong.name() + " " + position;
    }

    String[] parts() {
        return new String[] {
            Long.toString(at.toEpochMilli()),
            wrong == null ? "" : wrong.name(),
            Long.toString(position)
        };
    }
}
