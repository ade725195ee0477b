package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockedQueryTests {

    /// A whole address is looked for under what its failures are counted under.
    @ParameterizedTest
    @CsvSource({
        "198.51.100.9, 198.51.100.9",
        "198.51., 198.51.",
        "2001:DB8:1:2::9, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1, 2001:db8:1"
    })
    void partWhenAddressThenItsSourceElseAsTyped(String typed, String part) {
        assertThat(BlockedQuery.of(typed, "").part()).isEqualTo(part);
    }
}
