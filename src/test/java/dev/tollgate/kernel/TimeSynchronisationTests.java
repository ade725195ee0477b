package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.TimeSynchronisation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeSynchronisationTests {

    /// After adjtimex(2): from TIME_OK to TIME_WAIT it is kept, leap seconds and all.
    @ParameterizedTest
    @CsvSource({
        "-1, UNKNOWN",
        "0, KEPT",
        "1, KEPT",
        "2, KEPT",
        "3, KEPT",
        "4, KEPT",
        "5, NOT_KEPT"
    })
    void stateWhenReturnedThenAsTheManualSays(int returned, State state) {
        assertThat(State.of(returned)).isEqualTo(state);
    }

    /// Which of the two depends on the machine; that the call is made and answered does not.
    @Test
    @EnabledOnOs(OS.LINUX)
    void readWhenOnLinuxThenTheKernelIsAsked() {
        assertThat(new TimeSynchronisation().read()).isIn((Object[]) State.values());
    }
}
