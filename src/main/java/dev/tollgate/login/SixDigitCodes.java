package dev.tollgate.login;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactor;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.totp.TotpVerifier;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.throttle.Admission;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Six digits, held against the one method that the account has and no other: a code that was
/// mailed under an earlier method opens nothing, nor does an authenticator that is gone.
@Component
final class SixDigitCodes {

    private final SecondFactors factors;
    private final TotpVerifier totp;
    private final EmailCodes emailCodes;

    SixDigitCodes(SecondFactors factors, TotpVerifier totp, EmailCodes emailCodes) {
        this.factors = factors;
        this.totp = totp;
        this.emailCodes = emailCodes;
    }

    /// Checks and spends, in the open transaction of a caller who has locked the account.
    ///
    /// @param binding what a mailed code must have been made for
    CodeVerdict verify(
            AccountId account,
            Admission admission,
            SubmittedCode code,
            Binding binding,
            Instant now) {
        return switch (method(account)) {
            case AUTHENTICATOR -> totp.verify(account, admission, code, now);
            case EMAIL -> emailCodes.verify(account, admission, code, binding, now);
        };
    }

    /// What the session's row says of a right one.
    String factor(AccountId account) {
        return switch (method(account)) {
            case AUTHENTICATOR -> "authenticator";
            case EMAIL -> "email code";
        };
    }

    /// Where there is none no six digits are right, which an authenticator that is not there says
    /// too.
    private Method method(AccountId account) {
        return factors.of(account).map(SecondFactor::method).orElse(Method.AUTHENTICATOR);
    }
}
