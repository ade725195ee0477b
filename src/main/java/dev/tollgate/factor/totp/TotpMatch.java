package dev.tollgate.factor.totp;

/// What [TotpCodes#match] found. An answer is advice until the step is stored: of two requests
/// that get the same `Match`, the store lets one through.
public sealed interface TotpMatch {

    /// The code belongs to this step, and no step as new has been used.
    ///
    /// @param step number of 30-second steps since 1970, newer than the last used one
    record Match(long step) implements TotpMatch {}

    /// The code is right only for a step that is not newer than the last used one: a replay, or
    /// a clock that had run ahead.
    record AlreadyUsed() implements TotpMatch {}

    /// The code is right for none of the three steps.
    record None() implements TotpMatch {}
}
