package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailedViewTests {

    @ParameterizedTest
    @CsvSource({
        "ana.silva@example.com, a•••@example.com",
        "ab@x.org, a•••@x.org",
        "a@example.com, •••@example.com",
        "'', ''",
        "@example.com, ''",
        "no address, ''"
    })
    void maskedWhenShownThenFirstLetterAndDomain(String address, String masked) {
        assertThat(MailedView.masked(address)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({"48, 0:48", "60, 1:00", "599, 9:59"})
    void clockWhenWaitingThenMinutesAndSeconds(long seconds, String clock) {
        assertThat(new MailedView("", true, seconds, false).clock()).isEqualTo(clock);
    }
}
