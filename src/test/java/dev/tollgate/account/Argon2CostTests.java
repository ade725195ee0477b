package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2CostTests {

    @ParameterizedTest
    @CsvSource({
        "47104,1,1",
        "19456,2,1",
        "12288,3,1",
        "9216,4,1",
        "7168,5,1",
        "7168,6,1",
        "65536,4,4",
        "19456,3,1",
        "1048576,64,16"
    })
    void costWhenOneOfTheListedPairsIsMetThenAllowed(int memory, int iterations, int lanes) {
        assertThat(new Argon2Cost(memory, iterations, lanes).work())
                .isEqualTo(new Argon2Work(memory, iterations, lanes));
    }

    @ParameterizedTest
    @CsvSource({
        "47103,1,1", "19455,2,1", "12287,3,1", "9215,4,1", "7167,5,1", "7168,4,1", "7167,64,1",
        "0,5,1", "7168,0,1", "7168,5,0", "-1,5,1", "7168,5,17", "1048577,5,1", "7168,65,1"
    })
    void costWhenBelowAllPairsOrOutOfRangeThenRefused(int memory, int iterations, int lanes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Argon2Cost(memory, iterations, lanes));
    }

    @Test
    void defaultWhenReadThenSevenMebibytesAndFivePasses() {
        assertThat(Argon2Cost.DEFAULT).isEqualTo(new Argon2Cost(7168, 5, 1));
    }
}
