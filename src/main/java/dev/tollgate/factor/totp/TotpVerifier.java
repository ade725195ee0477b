package dev.tollgate.factor.totp;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.CodeVerdict.Accepted;
import dev.tollgate.factor.CodeVerdict.Reason;
import dev.tollgate.factor.CodeVerdict.Rejected;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Checks a code against an account's authenticators and spends it (RFC 6238 section 5.2).
///
/// A code is right for the step of `now` and the ones beside it, so for up to 90 seconds, and only
/// if that step is newer than the last one accepted. It runs in the transaction that settles the
/// guess: what the code opens and that the code is spent are one commit. It does not count guesses;
/// the [Admission] proves that somebody did.
@Component
public final class TotpVerifier {

    private final Authenticators authenticators;

    TotpVerifier(Authenticators authenticators) {
        this.authenticators = authenticators;
    }

    /// Accepts the code and spends it, or rejects it.
    ///
    /// @throws IllegalStateException outside a transaction, or if the admission is spent or another
    ///     account's
    public CodeVerdict verify(
            AccountId account, Admission admission, SubmittedCode code, Instant now) {
        Transactions.requireOpen();
        admission.spendOn(account);
        Reason reason = Reason.WRONG;
        for (Authenticators.Stored stored : authenticators.stored(account)) {
            switch (TotpCodes.match(stored.secret(), code, now, stored.lastStep())) {
                case TotpMatch.Match(long step) -> {
                    return authenticators.spend(stored.id(), step, now)
                            ? new Accepted()
                            : new Rejected(Reason.ALREADY_USED);
                }
                case TotpMatch.AlreadyUsed _ -> reason = Reason.ALREADY_USED;
                case TotpMatch.None _ -> {}
            }
        }
        return new Rejected(reason);
    }
}
