package dev.tollgate.audit;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which rows of the record are asked for.
///
/// @param from the first instant, or `null`
/// @param until the first instant after, or `null`
/// @param actor who did it, or `null` for anybody
/// @param target whom it concerns, or `null` for anybody
/// @param kinds what; empty for anything
/// @param outcome how it ended, or `null`
/// @param address from which address exactly; empty for any
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable AccountId actor,
        @Nullable AccountId target,
        Set<Kind> kinds,
        @Nullable Outcome outcome,
        String address) {

    public AuditQuery {
        kinds = Set.copyOf(kinds);
    }
}
