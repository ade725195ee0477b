package dev.tollgate.login;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import java.time.Instant;
import java.util.List;

/// What came of a password change.
public sealed interface PasswordChange {

    /// It is changed; every other session has ended.
    ///
    /// @param session the new id of the session in hand
    /// @param keepsakes what the browser is given to bring along the next time
    record Changed(Token session, List<Keepsake> keepsakes) implements PasswordChange {
        public Changed {
            keepsakes = List.copyOf(keepsakes);
        }
    }

    /// The new password will not do.
    record Invalid(List<Problem> problems) implements PasswordChange {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /// The current password was wrong.
    record WrongCurrent() implements PasswordChange {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements PasswordChange {}

    /// The fifth wrong password: the session has been ended.
    record SessionEnded() implements PasswordChange {}
}
