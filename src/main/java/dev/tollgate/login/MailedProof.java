package dev.tollgate.login;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The proof that is not the password, before a first set-up that is mandatory: a code mailed to
/// the account's address by [MailedCodes#forProof]. It is good for the session that asked for it
/// and for nothing else, neither a login nor a step-up; wrong ones draw on the one budget of codes
/// and alarm the owner as wrong codes at a login do.
@Component
public final class MailedProof {

    private final Sessions sessions;
    private final Codes codes;
    private final EmailCodes emailCodes;
    private final Throttle throttle;
    private final CodeAlarms alarms;
    private final Transactions transactions;

    MailedProof(
            Sessions sessions,
            Codes codes,
            EmailCodes emailCodes,
            Throttle throttle,
            CodeAlarms alarms,
            Transactions transactions) {
        this.sessions = sessions;
        this.codes = codes;
        this.emailCodes = emailCodes;
        this.throttle = throttle;
        this.alarms = alarms;
        this.transactions = transactions;
    }

    /// Checks the code and spends it.
    ///
    /// @param proven what follows from a right one, in the transaction that spends it
    /// @throws StaleSessionException where account or session changed meanwhile
    public ProofOutcome check(
            PortalSession session, String typed, Runnable proven, Source source, Instant now) {
        Optional<SubmittedCode> code = SubmittedCode.parse(typed);
        if (code.isEmpty()) {
            return new ProofOutcome.Malformed();
        }
        return switch (codes.admit(session.account(), now)) {
            case Decision.Wait(Instant until) -> new ProofOutcome.Wait(until);
            case Decision.Admitted(Admission admission) ->
                    admission.underHardStop()
                            ? new ProofOutcome.Stopped()
                            : settle(
                                    new Guess(session, code.get(), admission, source, now), proven);
        };
    }

    private ProofOutcome settle(Guess guess, Runnable proven) {
        return transactions.write(
                () -> {
                    sessions.hold(guess.session());
                    return switch (verify(guess)) {
                        case CodeVerdict.Accepted _ -> {
                            throttle.giveBack(guess.admission());
                            proven.run();
                            yield new ProofOutcome.Proven();
                        }
                        case CodeVerdict.Rejected _ -> {
                            alarms.proofWasWrong(guess.session(), guess.source(), guess.now());
                            yield new ProofOutcome.Wrong();
                        }
                    };
                });
    }

    private CodeVerdict verify(Guess guess) {
        return emailCodes.verify(
                guess.session().account(),
                guess.admission(),
                guess.code(),
                Binding.ofProof(guess.session().digest()),
                guess.now());
    }

    private record Guess(
            PortalSession session,
            SubmittedCode code,
            Admission admission,
            Source source,
            Instant now) {}
}
