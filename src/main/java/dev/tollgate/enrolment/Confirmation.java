package dev.tollgate.enrolment;

import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.kernel.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of the code that should confirm an authenticator.
public sealed interface Confirmation {

    /// The authenticator is the account's.
    ///
    /// @param session the new id of the session in hand
    /// @param codes the recovery codes, if this turned two-factor authentication on, to be shown
    /// now or
    ///     never; else empty
    /// @param replaces the authenticator that the owner may want to remove now, or `null`
    record Enrolled(Token session, List<RecoveryCode> codes, @Nullable String replaces)
            implements Confirmation {
        public Enrolled {
            codes = List.copyOf(codes);
        }
    }

    /// Not the code. The same secret goes on waiting.
    record WrongCode() implements Confirmation {}

    /// No six digits. Nothing was counted.
    record Malformed() implements Confirmation {}

    /// The secret is over ten minutes old.
    record Expired() implements Confirmation {}

    /// The secret has had its ten wrong codes.
    record Exhausted() implements Confirmation {}

    /// There is no such secret in this session (any more).
    record Gone() implements Confirmation {}
}
