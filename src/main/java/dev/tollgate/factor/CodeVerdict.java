package dev.tollgate.factor;

/// What came of checking one code.
public sealed interface CodeVerdict {

    /// It was right and is now spent, for every door of the portal.
    record Accepted() implements CodeVerdict {}

    /// It was not right, or not any more.
    record Rejected(Reason reason) implements CodeVerdict {}

    /// Why a code was rejected. The owner is told apart the two, the audit log too.
    enum Reason {
        WRONG,
        ALREADY_USED
    }
}
