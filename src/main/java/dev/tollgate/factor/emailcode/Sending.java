package dev.tollgate.factor.emailcode;

import java.time.Instant;

/// What came of asking for a code by mail.
public sealed interface Sending {

    /// It is on its way.
    record Sent() implements Sending {}

    /// None was made: there have been too many of late, or one a moment ago.
    record Wait(Instant until) implements Sending {}

    /// None was made: the account has no address.
    record NoAddress() implements Sending {}
}
