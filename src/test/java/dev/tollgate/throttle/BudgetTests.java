package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTests {

    @ParameterizedTest
    @CsvSource({
        "PASSWORD, 1, PT15S",
        "PASSWORD, 2, PT30S",
        "PASSWORD, 3, PT60S",
        "PASSWORD, 4, PT60S",
        "PASSWORD, 1000000, PT60S",
        "CONFIRMATION, 1, PT15S",
        "CONFIRMATION, 2, PT30S",
        "CONFIRMATION, 3, PT60S",
        "CONFIRMATION, 4, PT60S",
        "SOURCE, 1, PT15M",
        "SOURCE, 2, PT30M",
        "SOURCE, 3, PT1H",
        "SOURCE, 6, PT8H",
        "SOURCE, 7, PT16H",
        "SOURCE, 8, PT24H",
        "SOURCE, 1000000, PT24H",
        "SECOND_FACTOR, 1, PT15M",
        "SECOND_FACTOR, 2, PT30M",
        "SECOND_FACTOR, 3, PT60M",
        "SECOND_FACTOR, 4, PT60M",
        "SECOND_FACTOR, 1000000, PT60M"
    })
    void waitWhenAtALevelThenDoubledUpToTheLongest(Budget budget, int level, Duration wait) {
        assertThat(budget.waitAt(level)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD, 5, PT15M, SLOWS, PT15M",
        "CONFIRMATION, 5, PT15M, SLOWS, PT15M",
        "SOURCE, 30, PT15M, BLOCKS, PT24H",
        "SECOND_FACTOR, 5, PT15M, SLOWS, PT24H"
    })
    void budgetWhenReadThenAsSpecified(
            Budget budget, int free, Duration window, Budget.Style style, Duration forgotten) {
        assertThat(budget.isSpent(free - 1)).isFalse();
        assertThat(budget.isSpent(free)).isTrue();
        assertThat(budget.window()).isEqualTo(window);
        assertThat(budget.style()).isEqualTo(style);
        assertThat(budget.forgottenAfter()).isEqualTo(forgotten);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 50", "3, 33"})
    void guaranteeWhenSoManyAuthenticatorsThenAtMostThreeHundredInAMillion(
            int authenticators, int failures) {
        assertThat(Guarantee.failuresBeforeHardStop(authenticators)).isEqualTo(failures);
        int liveCodes = 3 * authenticators;
        assertThat(liveCodes * failures).isLessThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void guaranteeWhenWithoutAuthenticatorThenRefused(int authenticators) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Guarantee.failuresBeforeHardStop(authenticators));
    }
}
