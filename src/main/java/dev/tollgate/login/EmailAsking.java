package dev.tollgate.login;

import dev.tollgate.account.Problem;
import java.time.Instant;

/// What came of asking for another address.
public sealed interface EmailAsking {

    /// A link is on its way there. Until it is used everything stays as it is.
    record Asked() implements EmailAsking {}

    /// The address will not do. Nothing was mailed.
    record Invalid(Problem problem) implements EmailAsking {}

    /// There have been too many. Nothing was mailed.
    record Wait(Instant until) implements EmailAsking {}
}
