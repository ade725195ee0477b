package dev.tollgate.login;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import java.time.Instant;
import java.util.List;

/// What came of the code that should show who is there before a mandatory set-up.
public sealed interface ProofOutcome {

    /// It was right and is spent.
    ///
    /// @param session the new id of the session in hand
    /// @param keepsakes what the browser is given to bring along the next time
    record Proven(Token session, List<Keepsake> keepsakes) implements ProofOutcome {
        public Proven {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// Nothing is proven.
    sealed interface Refused extends ProofOutcome {}

    /// It was not right, or not any more.
    record Wrong() implements Refused {}

    /// It has not the shape of a code. Nothing was counted.
    record Malformed() implements Refused {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements Refused {}

    /// Nothing was looked at: after so many wrong ones mailed codes prove nothing any more, and
    /// only a temporary code does. An administrator or the console helps.
    record Stopped() implements Refused {}
}
