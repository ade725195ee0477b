package dev.tollgate.login;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.login.SetUpProof.Guess;
import dev.tollgate.login.SetUpProof.Shown;
import dev.tollgate.session.ProvenSessions;
import dev.tollgate.session.Sessions;
import dev.tollgate.throttle.KnownBrowsers;
import dev.tollgate.throttle.Throttle;
import java.util.List;
import org.springframework.stereotype.Component;

/// Settles one code of the proof before a set-up, in the open transaction that holds the session.
@Component
final class ProofSettlement {

    private final Sessions sessions;
    private final ProvenSessions proven;
    private final KnownBrowsers browsers;
    private final Throttle throttle;
    private final CodeAlarms alarms;
    private final AuditLog audit;

    ProofSettlement(
            Sessions sessions,
            ProvenSessions proven,
            KnownBrowsers browsers,
            Throttle throttle,
            CodeAlarms alarms,
            AuditLog audit) {
        this.sessions = sessions;
        this.proven = proven;
        this.browsers = browsers;
        this.throttle = throttle;
        this.alarms = alarms;
        this.audit = audit;
    }

    /// Only now is the browser one that the account is known in.
    ProofOutcome.Proven proven(Guess guess) {
        AccountId account = guess.session().account();
        audit.write(
                guess.session()
                        .act(Kind.SET_UP_PROVEN, guess.source(), guess.now())
                        .because(word(guess.shown())));
        if (guess.shown() instanceof Shown.Temporary) {
            alarms.temporaryCodeUsed(account, guess.source(), guess.now());
        }
        throttle.giveBack(guess.admission());
        if (guess.admission().underHardStop()) {
            throttle.leaveHardStop(account);
        }
        return new ProofOutcome.Proven(
                proven.record(guess.session(), guess.now()),
                List.of(browsers.meet(account, guess.now())));
    }

    /// After the hard stop nothing is booked any more, so the session takes five.
    void refused(Guess guess) {
        boolean underHardStop = guess.admission().underHardStop();
        alarms.proofWasWrong(guess.session(), underHardStop, guess.source(), guess.now());
        if (underHardStop) {
            sessions.bookConfirmation(guess.session());
            sessions.endIfExhausted(guess.session());
        }
    }

    private static String word(Shown shown) {
        return switch (shown) {
            case Shown.Mailed _ -> "mailed code";
            case Shown.Temporary _ -> "temporary code";
        };
    }
}
