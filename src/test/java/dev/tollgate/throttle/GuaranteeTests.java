package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpMatch;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuaranteeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 50", "3, 33"})
    void failuresBeforeHardStopWhenSeveralAuthenticatorsThenFewer(
            int authenticators, int failures) {
        assertThat(Guarantee.failuresBeforeHardStop(authenticators)).isEqualTo(failures);
        assertThat(Guarantee.isSpent((failures - 1) * authenticators, authenticators)).isFalse();
        assertThat(Guarantee.isSpent(failures * authenticators, authenticators)).isTrue();
    }

    @Test
    void oneInWhenAllTriesAreSpentThenWhatTheSpecificationStates() {
        assertThat(Guarantee.oneIn()).isEqualTo(3_333);
        for (int authenticators = 1; authenticators <= Authenticators.MOST; authenticators++) {
            int tries = Guarantee.failuresBeforeHardStop(authenticators);
            int inAMillion = tries * authenticators * Guarantee.LIVE_STEPS;
            assertThat(inAMillion * Guarantee.oneIn()).isLessThanOrEqualTo(1_000_000);
        }
    }

    /// Every code that there is, at one instant, at one authenticator. Each is asked alone, so of
    /// several no more are accepted than of each together.
    @Test
    @Tag("long")
    void codesWhenAllAreTriedThenAtMostThreeAreAccepted() {
        byte[] key = new byte[TotpSecret.BYTES];
        new Random(3).nextBytes(key);
        TotpSecret secret = TotpSecret.of(key);
        Instant now = Instant.parse("2026-03-02T12:00:10Z");
        int accepted = 0;
        for (int code = 0; code < 1_000_000; code++) {
            String digits = String.valueOf(1_000_000 + code).substring(1);
            SubmittedCode typed = SubmittedCode.parse(digits).orElseThrow();
            TotpMatch match = TotpCodes.match(secret, typed, now, TotpCodes.NEVER_USED);
            accepted += match instanceof TotpMatch.Match ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, Guarantee.LIVE_STEPS);
    }

    @Test
    void failuresBeforeHardStopWhenNoAuthenticatorThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Guarantee.failuresBeforeHardStop(0));
    }

    /// An attacker who guesses whenever a guess is looked at, while the owner's authenticators come
    /// and go: what the failures of any 30 days weigh, each with the authenticators of its moment,
    /// is the chance in units of three in a million.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void admitCodeWhenAuthenticatorsComeAndGoThenNoMonthWeighsMoreThanAHundred(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Throttle throttle = portal.get(Throttle.class);
        AccountId account = new AccountId(portal.get(Ids.class).next(portal.now()));
        Random chance = new Random(30);
        List<Guess> guesses = new ArrayList<>();
        Instant now = portal.now();
        for (int i = 0; i < 300; i++) {
            int authenticators = 1 + chance.nextInt(3);
            now = now.plus(Duration.ofMinutes(61 + chance.nextInt(600)));
            if (throttle.admitCode(account, authenticators, now)
                            instanceof Decision.Admitted(Admission admission)
                    && !admission.underHardStop()) {
                guesses.add(new Guess(now, authenticators));
            }
        }

        assertThat(guesses).hasSizeGreaterThan(40);
        for (Guess last : guesses) {
            Instant since = last.at().minus(Guarantee.PERIOD);
            int weight =
                    guesses.stream()
                            .filter(guess -> guess.at().isAfter(since))
                            .filter(guess -> !guess.at().isAfter(last.at()))
                            .mapToInt(Guess::weight)
                            .sum();
            assertThat(weight).isLessThanOrEqualTo(100);
        }
    }

    private record Guess(Instant at, int weight) {}
}
