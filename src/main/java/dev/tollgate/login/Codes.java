package dev.tollgate.login;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.recovery.TemporaryCode;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.HalfSession;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.KnownBrowser;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Codes of every kind, on one budget.
@Component
final class Codes {

    private final Authenticators authenticators;
    private final SixDigitCodes sixDigits;
    private final RecoveryCodes recoveryCodes;
    private final TemporaryCodes temporaryCodes;
    private final Throttle throttle;

    Codes(
            Authenticators authenticators,
            SixDigitCodes sixDigits,
            RecoveryCodes recoveryCodes,
            TemporaryCodes temporaryCodes,
            Throttle throttle) {
        this.authenticators = authenticators;
        this.sixDigits = sixDigits;
        this.recoveryCodes = recoveryCodes;
        this.temporaryCodes = temporaryCodes;
        this.throttle = throttle;
    }

    Decision admit(AccountId account, Instant now) {
        return throttle.admitCode(account, authenticators(account), now);
    }

    /// The same at a login.
    Decision admit(HalfSession halfSession, Instant now) {
        String browser = halfSession.browser();
        AccountId account = halfSession.account();
        return browser == null
                ? admit(account, now)
                : throttle.admitCode(
                        account, authenticators(account), new KnownBrowser(browser), now);
    }

    /// Takes the booking of a code that was not looked at out again.
    void withdraw(Admission admission) {
        throttle.withdraw(admission);
    }

    /// How an account's codes stand, without booking anything.
    Throttle.CodeStanding standing(AccountId account, Instant now) {
        return throttle.codeStanding(account, authenticators(account), now);
    }

    /// Checks and spends, in the open transaction of a caller who has locked the account.
    ///
    /// @param binding what a mailed code must have been made for
    CodeVerdict verify(
            AccountId account, Admission admission, Typed code, Binding binding, Instant now) {
        return switch (code) {
            case Typed.Six(SubmittedCode six) ->
                    sixDigits.verify(account, admission, six, binding, now);
            case Typed.Recovery(RecoveryCode recovery) ->
                    recoveryCodes.verify(account, admission, recovery);
            case Typed.Temporary(TemporaryCode temporary) ->
                    temporaryCodes.verify(account, admission, temporary, now);
        };
    }

    /// What the session's row says of a right code, in the same transaction.
    String factor(AccountId account, Typed code) {
        return switch (code) {
            case Typed.Six _ -> sixDigits.factor(account);
            case Typed.Recovery _ -> "recovery code";
            case Typed.Temporary _ -> TemporaryCodes.FACTOR;
        };
    }

    /// At least 1, so that a limit can be computed. An account without an authenticator gets its
    /// codes by mail, one of which is live at a time, so that a blind try is less likely right than
    /// one authenticator allows; or it has no code that could be right.
    private int authenticators(AccountId account) {
        return Math.max(1, authenticators.of(account).size());
    }

    /// A code with the shape of one.
    sealed interface Typed {

        /// What the account's method gives: an authenticator or a mail.
        record Six(SubmittedCode code) implements Typed {}

        record Recovery(RecoveryCode code) implements Typed {}

        record Temporary(TemporaryCode code) implements Typed {}

        /// Whether it stands in for the method, and so leads out of the hard stop: the
        /// owner's own recovery code, or what an administrator has issued.
        default boolean isStandIn() {
            return !(this instanceof Six);
        }

        /// What the field for recovery codes takes at a login.
        static Optional<Typed> parseStandIn(String typed) {
            return RecoveryCode.parse(typed)
                    .<Typed>map(Recovery::new)
                    .or(() -> TemporaryCode.parse(typed).map(Temporary::new));
        }

        /// Whichever of the owner's own it can be, for a step-up.
        static Optional<Typed> parse(String typed) {
            return SubmittedCode.parse(typed)
                    .<Typed>map(Six::new)
                    .or(() -> RecoveryCode.parse(typed).map(Recovery::new));
        }
    }
}
