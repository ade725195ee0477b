package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSessions;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// What a right password opens where a code is due, in the open transaction of the settlement: a
/// half-session and nothing else.
@Component
final class CodeDue {

    private final HalfSessions halfSessions;
    private final Codes codes;
    private final AuditLog audit;

    CodeDue(HalfSessions halfSessions, Codes codes, AuditLog audit) {
        this.halfSessions = halfSessions;
        this.codes = codes;
        this.audit = audit;
    }

    PasswordOutcome open(Account account, Login.Attempt attempt) {
        Duration life =
                codes.standing(account.id(), attempt.now()).stopped()
                        ? HalfSessions.LIFE_UNDER_HARD_STOP
                        : HalfSessions.LIFE;
        Token token =
                halfSessions.open(
                        account,
                        life,
                        attempt.nextPath(),
                        attempt.source(),
                        attempt.browserId(),
                        attempt.now());
        audit.write(
                AuditEvent.own(
                        attempt.now(), Kind.PASSWORD_ACCEPTED, account.id(), attempt.source()));
        return new PasswordOutcome.NeedsFactor(token);
    }
}
