package dev.tollgate.audit;

import java.util.Arrays;
import java.util.Optional;

/// Something about the record that is not as this program left it.
///
/// @param number the place in the chain; 0 where it has none
/// @param id of the row; empty where there is none
public record Finding(Kind kind, long number, String id) {

    /// What is wrong.
    public enum Kind {
        /// The row says something else than it did.
        ALTERED,
        /// There is no row of this number.
        REMOVED,
        /// This program did not write the row.
        ADDED,
        /// The row is genuine and stands where it was not sealed.
        MOVED,
        /// The row has waited for more than ten seconds to be chained.
        UNSEALED,
        /// The head of the chain was altered.
        HEAD_ALTERED,
        /// There are chained rows and no head.
        HEAD_REMOVED,
        /// The chain ends before a point that it had reached, or is another one there.
        ANCHOR_MISSED;

        /// Empty where a text names none.
        static Optional<Kind> of(String name) {
            return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
        }
    }

    /// What tells it from others, also when the record has grown.
    String text() {
        return kind.name() + " " + (number > 0 ? Long.toString(number) : id);
    }

    static Finding of(Kind kind, StoredRow row) {
        return new Finding(kind, row.position(), row.id());
    }
}
