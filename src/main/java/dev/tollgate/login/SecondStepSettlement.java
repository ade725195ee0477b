package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.CodeVerdict.Reason;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Settles one code of the second step, in one transaction.
@Component
final class SecondStepSettlement {

    /// Right codes in a row that lead out of the hard stop.
    static final int RIGHT_CODES = 3;

    /// Wrong codes under the hard stop that one half-session takes.
    static final int WRONG_CODES = 5;

    private final Accounts accounts;
    private final HalfSessions halfSessions;
    private final Codes codes;
    private final Settlement settlement;
    private final Throttle throttle;
    private final CodeAlarms alarms;
    private final Demands demands;

    SecondStepSettlement(
            Accounts accounts,
            HalfSessions halfSessions,
            Codes codes,
            Settlement settlement,
            Throttle throttle,
            CodeAlarms alarms,
            Demands demands) {
        this.accounts = accounts;
        this.halfSessions = halfSessions;
        this.codes = codes;
        this.settlement = settlement;
        this.throttle = throttle;
        this.alarms = alarms;
        this.demands = demands;
    }

    /// [CodeOutcome.Gone] means that nothing was checked.
    CodeOutcome settle(Guess guess) {
        Optional<Account> account = accounts.lock(guess.account());
        Optional<HalfSession> current = halfSessions.again(guess.halfSession(), guess.now());
        if (account.isEmpty() || current.isEmpty()) {
            return new CodeOutcome.Gone();
        }
        if (!demands.options().admit(account.get().role(), guess.source().address())) {
            return notFromHere(guess);
        }
        Guess fresh = guess.in(current.get());
        CodeVerdict verdict =
                codes.verify(
                        fresh.account(),
                        fresh.admission(),
                        fresh.code(),
                        Binding.ofLogin(fresh.halfSession().digest()),
                        fresh.now());
        return switch (verdict) {
            case CodeVerdict.Accepted _ -> accept(account.get(), fresh);
            case CodeVerdict.Rejected(Reason reason) -> reject(fresh, reason);
        };
    }

    /// The restriction of addresses came, or the browser moved, between password and code.
    private CodeOutcome notFromHere(Guess guess) {
        halfSessions.consume(guess.halfSession());
        settlement.record(
                AuditEvent.refused(
                        guess.now(),
                        Kind.LOGIN_REFUSED,
                        guess.account(),
                        guess.source(),
                        "not allowed from this address"));
        return new CodeOutcome.Gone();
    }

    private CodeOutcome accept(Account account, Guess guess) {
        if (guess.admission().underHardStop() && !guess.code().isStandIn()) {
            int right = guess.halfSession().rightCodes() + 1;
            if (right < RIGHT_CODES) {
                return oneOfThree(guess, right);
            }
        }
        halfSessions.consume(guess.halfSession());
        CodeOutcome signedIn =
                settlement.codeWasRight(account, guess, codes.factor(account.id(), guess.code()));
        tell(guess);
        throttle.giveBack(guess.admission());
        if (guess.admission().underHardStop()) {
            throttle.leaveHardStop(account.id());
        }
        return signedIn;
    }

    private void tell(Guess guess) {
        switch (guess.code()) {
            case Codes.Typed.Six _ -> {}
            case Codes.Typed.Recovery _ ->
                    alarms.recoveryCodeUsed(guess.account(), guess.source(), guess.now());
            case Codes.Typed.Temporary _ ->
                    alarms.temporaryCodeUsed(guess.account(), guess.source(), guess.now());
        }
    }

    private CodeOutcome oneOfThree(Guess guess, int right) {
        HalfSession halfSession = guess.halfSession();
        halfSessions.prolong(halfSession);
        halfSessions.count(halfSession, right, halfSession.wrongCodes());
        settlement.record(
                AuditEvent.own(
                                guess.now(),
                                Kind.CODE_ACCEPTED_UNDER_HARD_STOP,
                                guess.account(),
                                guess.source())
                        .because(right + " of " + RIGHT_CODES));
        return new CodeOutcome.UnderHardStop(right);
    }

    private CodeOutcome reject(Guess guess, Reason reason) {
        settlement.record(
                AuditEvent.refused(
                        guess.now(),
                        Kind.CODE_REFUSED,
                        guess.account(),
                        guess.source(),
                        reason == Reason.ALREADY_USED ? "code already used" : "wrong code"));
        if (guess.admission().underHardStop()) {
            return rejectUnderHardStop(guess);
        }
        alarms.codeWasWrong(
                guess.account(), NoticeKind.PASSWORD_KNOWN, guess.source(), guess.now());
        return reason == Reason.ALREADY_USED
                ? new CodeOutcome.AlreadyUsed()
                : new CodeOutcome.Wrong();
    }

    private CodeOutcome rejectUnderHardStop(Guess guess) {
        HalfSession halfSession = guess.halfSession();
        int wrong = halfSession.wrongCodes() + 1;
        if (wrong >= WRONG_CODES) {
            halfSessions.consume(halfSession);
            return new CodeOutcome.Gone();
        }
        halfSessions.prolong(halfSession);
        halfSessions.count(halfSession, 0, wrong);
        return new CodeOutcome.UnderHardStop(0);
    }

    /// One code that was booked.
    ///
    /// @param trusts whether the owner wants the browser trusted from now on
    record Guess(
            HalfSession halfSession,
            Codes.Typed code,
            Admission admission,
            boolean trusts,
            Source source,
            Instant now) {

        AccountId account() {
            return halfSession.account();
        }

        Guess in(HalfSession current) {
            return new Guess(current, code, admission, trusts, source, now);
        }
    }
}
