package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import java.util.Optional;

/// How often something stands in the record.
///
/// @param subject an account's id or the address of a source
/// @param times at least 1
/// @param subjects how many different ones there are, this one among them
public record Tally(String subject, long times, long subjects) {

    /// Empty where it is an address, or somebody altered the row.
    public Optional<AccountId> account() {
        return StoredRow.idIn(subject);
    }

    /// What is counted.
    public enum By {
        /// Whom the rows concern.
        ACCOUNT("target"),
        /// From where.
        ADDRESS("address");

        private final String column;

        By(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }
}
