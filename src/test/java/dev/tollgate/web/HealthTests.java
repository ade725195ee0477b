package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.TimeSynchronisation.State;
import dev.tollgate.web.DashboardView.PartView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTests {

    /// LO-9: the operating system's word and that of the codes are both heard.
    @ParameterizedTest
    @CsvSource({
        "KEPT, 0, clock-kept, true, false",
        "KEPT, 4, clock-codes, true, false",
        "NOT_KEPT, 0, clock-not-kept, false, false",
        "NOT_KEPT, 4, clock-codes-not-kept, true, true",
        "UNKNOWN, 0, clock-unknown, true, false",
        "UNKNOWN, 4, clock-codes, true, false"
    })
    void clockWhenNothingElseSpeaksAgainstItThenByTheSystemAndTheCodes(
            State state, int codes, String text, boolean sound, boolean due) {
        PartView part = Health.kept(state, codes);

        assertThat(part.text().key()).isEqualTo("health." + text);
        assertThat(part.sound()).isEqualTo(sound);
        assertThat(part.due()).isEqualTo(due);
    }
}
