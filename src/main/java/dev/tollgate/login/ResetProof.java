package dev.tollgate.login;

import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a mailed reset asks for besides the link where codes come by mail too: else whoever reads
/// the mailbox had both. A recovery code, on the one budget of codes.
@Component
final class ResetProof {

    private final SecondFactors factors;
    private final Codes codes;
    private final RecoveryCodes recoveryCodes;
    private final CodeAlarms alarms;
    private final Throttle throttle;
    private final AuditLog audit;

    ResetProof(
            SecondFactors factors,
            Codes codes,
            RecoveryCodes recoveryCodes,
            CodeAlarms alarms,
            Throttle throttle,
            AuditLog audit) {
        this.factors = factors;
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.alarms = alarms;
        this.throttle = throttle;
        this.audit = audit;
    }

    boolean isDue(AccountId account) {
        return factors.of(account).filter(on -> on.method() == Method.EMAIL).isPresent();
    }

    /// Books the try before anything is looked at.
    Booking book(AccountId account, String typed, Instant now) {
        if (!isDue(account)) {
            return new Booking.Booked(null);
        }
        Optional<RecoveryCode> code = RecoveryCode.parse(typed);
        if (code.isEmpty()) {
            return refused("reset.code-missing");
        }
        return switch (codes.admit(account, now)) {
            case Decision.Wait _ -> refused("reset.code-wait");
            case Decision.Admitted(Admission admission) ->
                    new Booking.Booked(new Try(code.get(), admission));
        };
    }

    /// Spends the code in the open transaction that sets the password; false where it is wrong.
    ///
    /// @param shown `null` where none was due when it was booked
    boolean accept(AccountId account, @Nullable Try shown, Source source, Instant now) {
        if (shown == null) {
            return !isDue(account);
        }
        boolean right =
                recoveryCodes.verify(account, shown.admission(), shown.code())
                        instanceof CodeVerdict.Accepted;
        if (right) {
            throttle.giveBack(shown.admission());
            alarms.recoveryCodeUsed(account, source, now);
        }
        return right;
    }

    /// Keeps on record that a code was wrong.
    void refuse(AccountId account, Source source, Instant now) {
        Transactions.requireOpen();
        audit.write(
                AuditEvent.refused(now, Kind.CODE_REFUSED, account, source, "at a mailed reset"));
    }

    private static Booking refused(String key) {
        return new Booking.Refused(new Problem("recoveryCode", key, ""));
    }

    /// Whether a code may be looked at.
    sealed interface Booking {

        /// It may, or none is due and `shown` is `null`.
        record Booked(@Nullable Try shown) implements Booking {}

        /// It may not. Nothing was booked.
        record Refused(Problem problem) implements Booking {}
    }

    /// One code that was booked.
    record Try(RecoveryCode code, Admission admission) {}
}
