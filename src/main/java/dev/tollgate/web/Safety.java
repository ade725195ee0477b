package dev.tollgate.web;

import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactor;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.web.HomeView.SafetyView;
import dev.tollgate.web.HomeView.SafetyView.State;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How safe an account is, and so what its owner does next.
@Component
final class Safety {

    private static final int FEW_CODES = 4;

    private final SecondFactors factors;
    private final Authenticators authenticators;
    private final RecoveryCodes recoveryCodes;

    Safety(SecondFactors factors, Authenticators authenticators, RecoveryCodes recoveryCodes) {
        this.factors = factors;
        this.authenticators = authenticators;
        this.recoveryCodes = recoveryCodes;
    }

    SafetyView of(AccountId account) {
        Optional<SecondFactor> factor = factors.of(account);
        if (factor.isEmpty()) {
            return new SafetyView(State.OFF, 0);
        }
        Optional<RecoveryCodes.State> codes = recoveryCodes.state(account);
        int left = codes.map(RecoveryCodes.State::left).orElse(0);
        if (codes.filter(set -> set.savedAt() != null).isEmpty()) {
            return new SafetyView(State.CODES_NOT_SAVED, left);
        }
        if (left < FEW_CODES) {
            return new SafetyView(State.FEW_CODES, left);
        }
        if (factor.get().method() == Method.EMAIL) {
            return new SafetyView(State.BY_EMAIL, left);
        }
        boolean one = authenticators.of(account).size() == 1;
        return new SafetyView(one ? State.ONE_AUTHENTICATOR : State.SAFE, left);
    }
}
