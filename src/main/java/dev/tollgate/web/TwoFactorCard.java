package dev.tollgate.web;

import dev.tollgate.enrolment.Methods;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactor;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.PortalSession;
import dev.tollgate.web.TwoFactorView.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers what the first card of "Security Settings" shows.
@Component
final class TwoFactorCard {

    private final SecondFactors factors;
    private final Methods methods;

    TwoFactorCard(SecondFactors factors, Methods methods) {
        this.factors = factors;
        this.methods = methods;
    }

    /// Empty where two-factor authentication is off.
    Optional<Method> method(AccountId account) {
        return factors.of(account).map(SecondFactor::method);
    }

    /// @param confirmed what the pop-up was confirmed for, or `null`
    /// @param later whether this is the offer that ends the first set-up
    TwoFactorView view(
            PortalSession session, @Nullable ConfirmFor confirmed, boolean later, Moments moments) {
        Optional<SecondFactor> factor = factors.of(session.account());
        List<TwoFactorView.Choice> choices = choices(session.account());
        return factor.map(
                        on ->
                                new TwoFactorView(
                                        state(session, confirmed),
                                        moments.of(on.since()),
                                        false,
                                        session.demanded(),
                                        on.method().name(),
                                        choices))
                .orElseGet(
                        () ->
                                new TwoFactorView(
                                        confirmed == ConfirmFor.ENROL ? State.CHOOSING : State.OFF,
                                        null,
                                        later,
                                        session.demanded(),
                                        "",
                                        choices));
    }

    private static State state(PortalSession session, @Nullable ConfirmFor confirmed) {
        if (confirmed == ConfirmFor.CHANGE_METHOD) {
            return State.CHANGING;
        }
        return confirmed == ConfirmFor.TURN_OFF && !session.demanded()
                ? State.TURNING_OFF
                : State.ON;
    }

    private List<TwoFactorView.Choice> choices(AccountId account) {
        return Arrays.stream(Method.values())
                .map(
                        method ->
                                new TwoFactorView.Choice(
                                        method.name(),
                                        methods.obstacle(account, method)
                                                .map(Methods.Obstacle::name)
                                                .orElse(null)))
                .toList();
    }
}
