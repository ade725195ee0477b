package dev.tollgate.kernel;

import java.util.UUID;

/// The identity of one account. A login name becomes an `AccountId` once, at the edge; budgets,
/// bans and the audit log use only this, so two spellings of a name can never be counted apart.
public record AccountId(UUID value) {

    /// Reads the text form back.
    ///
    /// @throws IllegalArgumentException if `text` is no UUID
    public static AccountId parse(String text) {
        return new AccountId(UUID.fromString(text));
    }

    /// The form in which the id is stored: 36 characters, lower case.
    public String text() {
        return value.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
