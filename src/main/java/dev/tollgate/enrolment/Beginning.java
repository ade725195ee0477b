package dev.tollgate.enrolment;

import dev.tollgate.kernel.Token;

/// What came of beginning to set up an authenticator.
public sealed interface Beginning {

    /// A secret waits for its code.
    ///
    /// @param handle the random part of the page's address, without which nobody is shown the
    /// secret
    record Begun(Token handle) implements Beginning {}

    /// Two-factor authentication is on already, or off where adding needs it on: the page was old.
    record Outdated() implements Beginning {}

    /// The account has its three authenticators.
    record TooMany() implements Beginning {}
}
