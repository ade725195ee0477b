package dev.tollgate.login;

/// What came of a click at a new address.
public sealed interface EmailConfirming {

    /// The address is the account's.
    record Confirmed(String address) implements EmailConfirming {}

    /// Another account has got it meanwhile. The link is spent and nothing else was changed.
    record Taken() implements EmailConfirming {}

    /// The link does not work, or not any more.
    record Gone() implements EmailConfirming {}
}
