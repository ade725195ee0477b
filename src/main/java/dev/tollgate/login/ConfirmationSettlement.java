package dev.tollgate.login;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.CodeVerdict.Accepted;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.login.Confirmations.Ask;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Throttle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Settles a pop-up whose password was right.
@Component
final class ConfirmationSettlement {

    private final Sessions sessions;
    private final Codes codes;
    private final Throttle throttle;
    private final CodeAlarms alarms;
    private final AuditLog audit;
    private final Transactions transactions;

    ConfirmationSettlement(
            Sessions sessions,
            Codes codes,
            Throttle throttle,
            CodeAlarms alarms,
            AuditLog audit,
            Transactions transactions) {
        this.sessions = sessions;
        this.codes = codes;
        this.throttle = throttle;
        this.alarms = alarms;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Where the account has no second factor: the password was all. Had it got one meanwhile, its
    /// epoch would have moved on.
    ///
    /// @throws dev.tollgate.session.StaleSessionException where account or session changed
    /// meanwhile
    ConfirmOutcome confirm(Ask ask, Admission password) {
        transactions.write(
                () -> {
                    sessions.hold(ask.session());
                    record(ask, null);
                    throttle.giveBack(password);
                });
        return new ConfirmOutcome.Confirmed(StepUp.issue(ask.session(), ask.purpose(), ask.now()));
    }

    /// Checks and spends the code.
    ///
    /// @return empty where the second factor has stopped hard and the code leads to nothing here
    /// @throws dev.tollgate.session.StaleSessionException where account or session changed
    /// meanwhile
    Optional<CodeVerdict> confirm(Ask ask, Codes.Typed typed, Admission password, Admission code) {
        return transactions.write(
                () -> {
                    sessions.hold(ask.session());
                    sessions.passwordWasRight(ask.session());
                    throttle.giveBack(password);
                    if (code.underHardStop() && typed instanceof Codes.Typed.Six) {
                        return Optional.empty();
                    }
                    return Optional.of(verify(ask, typed, code));
                });
    }

    /// Gives the password's bookings back where the code has to wait.
    void passwordWasRight(PortalSession session, Admission password) {
        transactions.write(
                () -> {
                    sessions.passwordWasRight(session);
                    throttle.giveBack(password);
                });
    }

    private CodeVerdict verify(Ask ask, Codes.Typed typed, Admission code) {
        PortalSession session = ask.session();
        CodeVerdict verdict =
                codes.verify(
                        session.account(),
                        code,
                        typed,
                        Binding.ofStepUp(session.digest()),
                        ask.now());
        if (verdict instanceof Accepted) {
            accept(ask, typed, code);
        } else {
            refuse(ask, code);
        }
        return verdict;
    }

    private void accept(Ask ask, Codes.Typed typed, Admission code) {
        AccountId account = ask.session().account();
        record(ask, codes.factor(account, typed));
        if (typed instanceof Codes.Typed.Recovery) {
            alarms.recoveryCodeUsed(account, ask.source(), ask.now());
        }
        throttle.giveBack(code);
        if (code.underHardStop()) {
            throttle.leaveHardStop(account);
        }
    }

    private void refuse(Ask ask, Admission code) {
        AccountId account = ask.session().account();
        audit.write(
                AuditEvent.refused(
                                ask.now(),
                                Kind.CODE_REFUSED,
                                account,
                                ask.source(),
                                "at a confirmation")
                        .by(account)
                        .inSession(ask.session().digest()));
        if (!code.underHardStop()) {
            alarms.codeWasWrong(
                    account, NoticeKind.CODES_WRONG_IN_SESSION, ask.source(), ask.now());
        }
    }

    private void record(Ask ask, @Nullable String factor) {
        sessions.confirm(ask.session(), ask.purpose(), factor, ask.now());
        audit.write(
                ask.session()
                        .act(Kind.CONFIRMED, ask.source(), ask.now())
                        .because(ask.purpose().name()));
    }
}
