package dev.tollgate.login;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.CodeVerdict.Reason;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks the owner of an open session again: password, and a code where the account has a second
/// factor. The only place where a [StepUp] comes from.
@Component
public final class Confirmations {

    public static final Duration LIFE = Duration.ofMinutes(5);

    /// What the clocks of two nodes may be apart.
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final SecondFactors factors;
    private final PasswordCheck passwordCheck;
    private final Codes codes;
    private final ConfirmationSettlement settlement;

    Confirmations(
            SecondFactors factors,
            PasswordCheck passwordCheck,
            Codes codes,
            ConfirmationSettlement settlement) {
        this.factors = factors;
        this.passwordCheck = passwordCheck;
        this.codes = codes;
        this.settlement = settlement;
    }

    /// The step-up that the session already has for a purpose: a pop-up confirmed for just this in
    /// the last five minutes, or, for what does not weaken the account, password, and code where
    /// the account has one, shown in the last five minutes, the login's own included.
    public Optional<StepUp> current(PortalSession session, Purpose purpose, Instant now) {
        boolean confirmed =
                session.confirmedPurpose() == purpose && isFresh(session.confirmedAt(), now);
        boolean shownLately =
                !purpose.asksAnew()
                        && purpose != Purpose.TURN_ON
                        && isFresh(session.passwordAt(), now)
                        && (showedOwnFactor(session, now)
                                || factors.of(session.account()).isEmpty());
        return confirmed || shownLately
                ? Optional.of(StepUp.issue(session, purpose, now))
                : Optional.empty();
    }

    /// A temporary code, which somebody else has issued, is none.
    private static boolean showedOwnFactor(PortalSession session, Instant now) {
        return isFresh(session.secondFactorAt(), now)
                && !TemporaryCodes.FACTOR.equals(session.secondFactor());
    }

    /// Checks what was typed into the pop-up.
    ///
    /// @param typedCode the six digits or a recovery code; looked at only where the account has a
    /// second
    ///     factor
    public ConfirmOutcome confirm(
            PortalSession session,
            Purpose purpose,
            Secret password,
            String typedCode,
            Source source,
            Instant now) {
        Optional<Codes.Typed> code = Optional.empty();
        if (factors.of(session.account()).isPresent()) {
            code = Codes.Typed.parse(typedCode);
            if (code.isEmpty()) {
                return new ConfirmOutcome.MalformedCode();
            }
        }
        Ask ask = new Ask(session, purpose, code, source, now);
        return switch (passwordCheck.check(session, password, source, now)) {
            case PasswordCheck.Result.Right(Admission admission) -> withCode(ask, admission);
            case PasswordCheck.Result.Wrong _ -> new ConfirmOutcome.WrongPassword();
            case PasswordCheck.Result.Wait(Instant until) -> new ConfirmOutcome.Wait(until);
            case PasswordCheck.Result.SessionEnded _ -> new ConfirmOutcome.SessionEnded();
        };
    }

    private ConfirmOutcome withCode(Ask ask, Admission password) {
        if (ask.code().isEmpty()) {
            return settlement.confirm(ask, password);
        }
        return switch (codes.admit(ask.session().account(), ask.now())) {
            case Decision.Wait(Instant until) -> {
                settlement.passwordWasRight(ask.session(), password);
                yield new ConfirmOutcome.CodeWait(until);
            }
            case Decision.Admitted(Admission admission) ->
                    verdict(settlement.confirm(ask, ask.code().get(), password, admission), ask);
        };
    }

    private static ConfirmOutcome verdict(Optional<CodeVerdict> verdict, Ask ask) {
        if (verdict.isEmpty()) {
            return new ConfirmOutcome.UnderHardStop();
        }
        return switch (verdict.get()) {
            case CodeVerdict.Accepted _ ->
                    new ConfirmOutcome.Confirmed(
                            StepUp.issue(ask.session(), ask.purpose(), ask.now()));
            case CodeVerdict.Rejected(Reason reason) ->
                    reason == Reason.ALREADY_USED
                            ? new ConfirmOutcome.CodeAlreadyUsed()
                            : new ConfirmOutcome.WrongCode();
        };
    }

    /// Not more than five minutes ago, and not in a future that a clock set back has made of the
    /// past.
    static boolean isFresh(@Nullable Instant at, Instant now) {
        return at != null && now.isBefore(at.plus(LIFE)) && !now.isBefore(at.minus(CLOCKS_APART));
    }

    /// One pop-up, filled in.
    record Ask(
            PortalSession session,
            Purpose purpose,
            Optional<Codes.Typed> code,
            Source source,
            Instant now) {}
}
