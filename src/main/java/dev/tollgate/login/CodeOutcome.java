package dev.tollgate.login;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import java.time.Instant;
import java.util.List;

/// What came of a code at the second step.
public sealed interface CodeOutcome {

    /// It was right: here is the session.
    ///
    /// @param nextPath where the login leads, a path of this portal
    /// @param keepsakes what the browser is given to bring along the next time
    record SignedIn(Token session, String nextPath, List<Keepsake> keepsakes)
            implements CodeOutcome {
        public SignedIn {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// It was not right.
    record Wrong() implements CodeOutcome {}

    /// It was right once and has been used, here or anywhere.
    record AlreadyUsed() implements CodeOutcome {}

    /// It has not the shape of a code. Nothing was counted.
    record Malformed() implements CodeOutcome {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements CodeOutcome {}

    /// The second factor has stopped hard; so many of the three right codes in a row are there.
    record UnderHardStop(int rightCodes) implements CodeOutcome {}

    /// The half-session is over: the password again.
    record Gone() implements CodeOutcome {}
}
