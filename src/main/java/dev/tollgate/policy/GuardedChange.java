package dev.tollgate.policy;

import dev.tollgate.account.Problem;

/// What came of saving something that may lock somebody out: the security options, the mail server.
public sealed interface GuardedChange {

    /// It holds from now on.
    record Saved() implements GuardedChange {}

    /// Somebody else saved first: nothing was changed.
    record ChangedMeanwhile() implements GuardedChange {}

    /// It would lock somebody out: nothing was changed.
    ///
    /// @param problem names who, at the field that would do it
    record LocksOut(Problem problem) implements GuardedChange {}
}
