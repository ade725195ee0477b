package dev.tollgate.login;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.recovery.TemporaryCode;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// The proof that is not the password, before a mandatory set-up: a code mailed to the account's
/// address by [MailedCodes#forProof], which is good for the session that asked for it and for
/// nothing else, or a temporary code. Wrong ones draw on the one budget of codes and alarm the
/// owner as wrong codes at a login do.
///
/// An invitation that was just accepted ([FirstLogin]) and the change of a password that came in a
/// letter ([ProofCarryOver]) are such proofs too.
@Component
public final class SetUpProof {

    private final Sessions sessions;
    private final Codes codes;
    private final EmailCodes emailCodes;
    private final TemporaryCodes temporaryCodes;
    private final ProofSettlement settlement;
    private final Transactions transactions;

    SetUpProof(
            Sessions sessions,
            Codes codes,
            EmailCodes emailCodes,
            TemporaryCodes temporaryCodes,
            ProofSettlement settlement,
            Transactions transactions) {
        this.sessions = sessions;
        this.codes = codes;
        this.emailCodes = emailCodes;
        this.temporaryCodes = temporaryCodes;
        this.settlement = settlement;
        this.transactions = transactions;
    }

    /// Checks a mailed code and spends it.
    ///
    /// @throws StaleSessionException where account or session changed meanwhile
    public ProofOutcome withMailedCode(
            PortalSession session, String typed, Source source, Instant now) {
        return SubmittedCode.parse(typed)
                .map(code -> attempt(session, new Shown.Mailed(code), source, now))
                .orElseGet(ProofOutcome.Malformed::new);
    }

    /// Checks a temporary code and spends it.
    ///
    /// @throws StaleSessionException where account or session changed meanwhile
    public ProofOutcome withTemporaryCode(
            PortalSession session, String typed, Source source, Instant now) {
        return TemporaryCode.parse(typed)
                .map(code -> attempt(session, new Shown.Temporary(code), source, now))
                .orElseGet(ProofOutcome.Malformed::new);
    }

    private ProofOutcome attempt(PortalSession session, Shown shown, Source source, Instant now) {
        requireDue(session);
        return switch (codes.admit(session.account(), now)) {
            case Decision.Wait(Instant until) -> new ProofOutcome.Wait(until);
            case Decision.Admitted(Admission admission) ->
                    admission.underHardStop() && shown instanceof Shown.Mailed
                            ? new ProofOutcome.Stopped()
                            : settle(new Guess(session, shown, admission, source, now));
        };
    }

    private ProofOutcome settle(Guess guess) {
        return transactions.write(
                () -> {
                    sessions.hold(guess.session());
                    return switch (verify(guess)) {
                        case CodeVerdict.Accepted _ -> settlement.proven(guess);
                        case CodeVerdict.Rejected _ -> {
                            settlement.refused(guess);
                            yield new ProofOutcome.Wrong();
                        }
                    };
                });
    }

    private CodeVerdict verify(Guess guess) {
        PortalSession session = guess.session();
        return switch (guess.shown()) {
            case Shown.Mailed(SubmittedCode code) ->
                    emailCodes.verify(
                            session.account(),
                            guess.admission(),
                            code,
                            Binding.ofProof(session.digest()),
                            guess.now());
            case Shown.Temporary(TemporaryCode code) ->
                    temporaryCodes.verify(session.account(), guess.admission(), code, guess.now());
        };
    }

    /// @throws IllegalArgumentException where the session has nothing to prove
    static void requireDue(PortalSession session) {
        if (!session.mustProve()) {
            throw new IllegalArgumentException("no proof is due in this session");
        }
    }

    /// What was typed, with the shape of a code.
    sealed interface Shown {

        record Mailed(SubmittedCode code) implements Shown {}

        record Temporary(TemporaryCode code) implements Shown {}
    }

    /// One code that was booked.
    record Guess(
            PortalSession session, Shown shown, Admission admission, Source source, Instant now) {}
}
