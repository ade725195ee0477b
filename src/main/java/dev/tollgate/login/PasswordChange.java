package dev.tollgate.login;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Token;
import java.time.Instant;
import java.util.List;

/// What came of a password change.
public sealed interface PasswordChange {

    /// It is changed; every other session has ended.
    ///
    /// @param session the new id of the session in hand
    record Changed(Token session) implements PasswordChange {}

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
