package dev.tollgate.factor.device;

import dev.tollgate.kernel.Keepsake;

/// What came of looking whether a browser is trusted.
public sealed interface TrustVerdict {

    /// It is: no code is asked.
    ///
    /// @param device its id
    /// @param successor takes the place of the token that came
    record Trusted(String device, Keepsake successor) implements TrustVerdict {}

    /// It is not.
    record NotTrusted() implements TrustVerdict {}

    /// It brought a token that had been replaced, and its successor had come: two have copies. The
    /// device is trusted no longer, and its owner has been told.
    ///
    /// @param device the id that it had
    record Stolen(String device) implements TrustVerdict {}
}
