package dev.tollgate.login;

import dev.tollgate.session.StepUp;
import java.time.Instant;

/// What came of the pop-up "Password".
public sealed interface ConfirmOutcome {

    /// The owner it is.
    record Confirmed(StepUp stepUp) implements ConfirmOutcome {}

    /// Not, and the pop-up stays open.
    sealed interface Refused extends ConfirmOutcome {}

    /// The password was wrong.
    record WrongPassword() implements Refused {}

    /// The code was wrong.
    record WrongCode() implements Refused {}

    /// The code has been used.
    record CodeAlreadyUsed() implements Refused {}

    /// The code has not the shape of one. Nothing was counted.
    record MalformedCode() implements Refused {}

    /// Nothing was looked at: there have been too many wrong ones.
    record Wait(Instant until) implements Refused {}

    /// The password was right, but no code is looked at: there have been too many wrong ones.
    record CodeWait(Instant until) implements Refused {}

    /// The second factor has stopped hard: only a new login leads out of that.
    record UnderHardStop() implements Refused {}

    /// The fifth wrong password: the session has been ended.
    record SessionEnded() implements ConfirmOutcome {}
}
