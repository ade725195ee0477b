package dev.tollgate.login;

import java.time.Instant;

/// What came of the code that should show who is there before a first set-up.
public sealed interface ProofOutcome {

    /// It was right and is spent.
    record Proven() implements ProofOutcome {}

    /// It was not right, or not any more.
    record Wrong() implements ProofOutcome {}

    /// It has not the shape of a code. Nothing was counted.
    record Malformed() implements ProofOutcome {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements ProofOutcome {}

    /// Nothing was looked at: after so many wrong ones mailed codes prove nothing any more. An
    /// administrator or the console helps.
    record Stopped() implements ProofOutcome {}
}
