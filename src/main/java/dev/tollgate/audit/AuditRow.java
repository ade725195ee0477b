package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An event with its place in the record.
///
/// @param number its place in the chain, from 1 on; 0 while it is not chained
public record AuditRow(Place place, AuditEvent event, long number) {

    public String id() {
        return place.id();
    }

    /// Whose ids stand in rows.
    public static Set<AccountId> accounts(List<AuditRow> rows) {
        Set<AccountId> accounts = new HashSet<>();
        for (AuditRow row : rows) {
            Optional.ofNullable(row.event.actor()).ifPresent(accounts::add);
            Optional.ofNullable(row.event.target()).ifPresent(accounts::add);
        }
        return accounts;
    }

    /// Where a row stands: by time, and among rows of one millisecond by id. It names no row: a
    /// page begins behind it whether or not the row is still there.
    ///
    /// @param at epoch milliseconds
    public record Place(long at, String id) {

        private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})-([0-9a-f-]{0,36})");

        /// Before every row up to an instant.
        public static Place after(Instant instant) {
            return new Place(instant.toEpochMilli() + 1, "");
        }

        /// Reads [#text]; empty where it is none.
        public static Optional<Place> parse(String text) {
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Place(Long.parseLong(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        }

        /// For an address.
        public String text() {
            return at + "-" + id;
        }
    }
}
