package dev.tollgate.login;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import java.util.List;

/// What came of a mailed link that sets a password.
public sealed interface LinkOutcome {

    /// It is set, and a login follows.
    ///
    /// @param username with which to log in
    /// @param keepsakes by which the browser is known from now on
    record LogIn(String username, List<Keepsake> keepsakes) implements LinkOutcome {
        public LogIn {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// It is set, and its owner, who has no second factor yet, is logged in.
    record SignedIn(Token session, List<Keepsake> keepsakes) implements LinkOutcome {
        public SignedIn {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// The new password will not do. The link still works.
    record Invalid(List<Problem> problems) implements LinkOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /// The link does not work, or not any more. Nothing was changed.
    record Gone() implements LinkOutcome {}
}
