package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One row of the record as the database holds it, readable even where somebody has altered it.
///
/// @param at epoch milliseconds
/// @param mark what its writer signed it with; empty for rows that are older than marks
/// @param position its place in the chain, from 1 on; 0 while it is not chained
/// @param seal its link of the chain; empty while it is not chained
record StoredRow(
        String id,
        long at,
        String kind,
        String outcome,
        @Nullable String actor,
        @Nullable String target,
        String address,
        String userAgent,
        String session,
        String reason,
        String mark,
        long position,
        String seal) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /// A row to be written, not signed yet.
    static StoredRow of(String id, AuditEvent event) {
        return new StoredRow(
                id,
                event.at().toEpochMilli(),
                event.kind().name(),
                event.outcome().name(),
                text(event.actor()),
                text(event.target()),
                event.source().address(),
                event.source().userAgent(),
                event.session(),
                event.reason(),
                "",
                0,
                "");
    }

    static StoredRow read(ResultSet row) throws SQLException {
        String seal = row.getString("seal");
        return new StoredRow(
                row.getString("id"),
                row.getLong("at"),
                row.getString("kind"),
                row.getString("outcome"),
                row.getString("actor"),
                row.getString("target"),
                row.getString("address"),
                row.getString("user_agent"),
                row.getString("session"),
                row.getString("reason"),
                row.getString("mark"),
                row.getLong("position"),
                seal == null ? "" : seal);
    }

    /// The same row, chained.
    StoredRow at(long place, String link) {
        return new StoredRow(
                id, at, kind, outcome, actor, target, address, userAgent, session, reason, mark,
                place, link);
    }

    /// What can be told of it, also where somebody altered it: a page that one such row could break
    /// would hide all others.
    AuditEvent event() {
        return new AuditEvent(
                Instant.ofEpochMilli(at),
                AuditEvent.Kind.of(kind),
                outcome.equals(AuditEvent.Outcome.DONE.name())
                        ? AuditEvent.Outcome.DONE
                        : AuditEvent.Outcome.REFUSED,
                idIn(actor).orElse(null),
                idIn(target).orElse(null),
                new Source(address, userAgent),
                session,
                reason);
    }

    AuditRow audit() {
        return new AuditRow(new AuditRow.Place(at, id), event(), position);
    }

    /// An id that stands in a column; empty where none does, or something else.
    static Optional<AccountId> idIn(@Nullable String column) {
        return column != null && ID.matcher(column).matches()
                ? Optional.of(AccountId.parse(column))
                : Optional.empty();
    }

    /// What a signature covers: every column that tells something, none told from an empty one.
    String[] parts() {
        return new String[] {
            id,
            Long.toString(at),
            kind,
            outcome,
            actor == null ? "" : "=" + actor,
            target == null ? "" : "=" + target,
            address,
            userAgent,
            session,
            reason
        };
    }

    private static @Nullable String text(@Nullable AccountId id) {
        return id == null ? null : id.text();
    }
}
