package dev.tollgate.upkeep;

import dev.tollgate.kernel.AccountId;
import java.util.Set;

/// An account that was changed after a backup was made, as events tell, and what it has lost by the
/// restore for that.
public record Concerned(AccountId account, String name, Set<Loss> losses) {

    public Concerned {
        losses = Set.copyOf(losses);
    }

    /// What may be another's by now.
    public enum Loss {
        /// It has none.
        PASSWORD,
        /// One is asked for, and it has none.
        SECOND_FACTOR,
        /// It is disabled.
        ACCESS
    }
}
