package dev.tollgate.policy;

import dev.tollgate.account.Problem;

/// What came of saving the security options.
public sealed interface OptionsChange {

    /// They hold from now on.
    record Saved() implements OptionsChange {}

    /// Somebody else saved first: nothing was changed.
    record ChangedMeanwhile() implements OptionsChange {}

    /// They would lock somebody out: nothing was changed.
    ///
    /// @param problem names who, at the field that would do it
    record LocksOut(Problem problem) implements OptionsChange {}
}
