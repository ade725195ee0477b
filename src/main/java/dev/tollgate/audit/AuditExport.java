package dev.tollgate.audit;

import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.CsvWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes what a query finds to a file, newest first, with times in UTC. It is read in portions, so
/// that a long record holds no connection while a slow reader takes it.
@Component
public final class AuditExport {

    private static final int PORTION = 500;
    private static final List<String> HEADER =
            List.of(
                    "Time",
                    "Event",
                    "Outcome",
                    "Actor",
                    "Actor Id",
                    "Target",
                    "Target Id",
                    "Address",
                    "Browser",
                    "Session",
                    "Reason",
                    "Number",
                    "Id");

    private final AuditSearch search;
    private final AccountNames names;

    AuditExport(AuditSearch search, AccountNames names) {
        this.search = search;
        this.names = names;
    }

    /// In which form.
    public enum Format {
        /// RFC 4180; cells that a spreadsheet would run are text.
        CSV,
        /// One object a line, in the field names of the Elastic Common Schema.
        JSON
    }

    /// Writes rows up to an instant.
    public void write(AuditQuery query, Format format, Instant until, Appendable out)
            throws IOException {
        Lines lines = format == Format.CSV ? csv(out) : json(out);
        List<AuditRow> portion = search.page(query, Place.after(until), PORTION);
        while (!portion.isEmpty()) {
            Map<AccountId, String> known = names.of(AuditRow.accounts(portion));
            for (AuditRow row : portion) {
                lines.write(row, known);
            }
            portion = search.page(query, portion.getLast().place(), PORTION);
        }
    }

    private static Lines csv(Appendable out) throws IOException {
        CsvWriter writer = new CsvWriter(out);
        writer.line(HEADER);
        return (row, known) -> writer.line(cells(row, known));
    }

    private static Lines json(Appendable out) {
        return (row, known) -> out.append(EcsLine.of(row, known)).append('\n');
    }

    private static List<String> cells(AuditRow row, Map<AccountId, String> known) {
        AuditEvent event = row.event();
        return List.of(
                event.at().toString(),
                event.kind().name(),
                event.outcome().name(),
                name(event.actor(), known),
                id(event.actor()),
                name(event.target(), known),
                id(event.target()),
                event.source().address(),
                event.source().userAgent(),
                event.session(),
                event.reason(),
                row.number() == 0 ? "" : Long.toString(row.number()),
                row.id());
    }

    private static String name(@Nullable AccountId id, Map<AccountId, String> known) {
        return id == null ? "" : known.getOrDefault(id, "");
    }

    private static String id(@Nullable AccountId id) {
        return id == null ? "" : id.text();
    }

    /// One row after the other.
    @FunctionalInterface
    private interface Lines {

        void write(AuditRow row, Map<AccountId, String> known) throws IOException;
    }
}
