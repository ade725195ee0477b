package dev.tollgate.login;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import java.time.Instant;
import java.util.List;

/// What came of a password at the login page.
public sealed interface PasswordOutcome {

    /// It was right, and the account has no second factor, or trusts this browser.
    ///
    /// @param keepsakes what the browser is given to bring along the next time
    record SignedIn(Token session, List<Keepsake> keepsakes) implements PasswordOutcome {
        public SignedIn {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// It was right, and a code is due.
    record NeedsFactor(Token halfSession) implements PasswordOutcome {}

    /// It was not right, or there is no such account, or it may not log in: nobody is told which.
    record Refused() implements PasswordOutcome {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements PasswordOutcome {}
}
