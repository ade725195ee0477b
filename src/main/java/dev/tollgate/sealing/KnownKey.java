package dev.tollgate.sealing;

import java.time.Instant;

/// A key as the database knows it.
///
/// @param id 16 hex digits
/// @param since when it came into its state
public record KnownKey(String id, State state, Instant since) {

    /// The names are stored.
    public enum State {
        /// What is sealed now is sealed under it; there is one.
        CURRENT,
        /// Values may still be sealed under it.
        OLD,
        /// No value is sealed under it, and it never becomes current again.
        DROPPED
    }

    boolean isNeeded() {
        return state != State.DROPPED;
    }
}
