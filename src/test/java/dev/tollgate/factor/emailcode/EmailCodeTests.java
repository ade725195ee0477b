package dev.tollgate.factor.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.SeededRandom;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailCodeTests {

    @ParameterizedTest
    @CsvSource({
        "0, 000000",
        "7, 000007",
        "999999, 999999",
        "1000000, 000000",
        "1000001, 000001",
        "-1, 551615" // 18446744073709551615: all 64 bits set, read without sign
    })
    void randomWhenTheBitsAreTheseThenTheirLastSixDigits(long bits, String digits) {
        RandomSource scripted = count -> ByteBuffer.allocate(count).putLong(bits).array();

        EmailCode code = EmailCode.random(scripted);

        assertThat(code.digits()).isEqualTo(digits);
        assertThat(code.text().reveal().replace(" ", "")).isEqualTo(digits);
    }

    /// Each digit at each place comes up about equally often.
    @Test
    void randomWhenManyThenEveryDigitStandsEverywhere() {
        RandomSource random = new SeededRandom(6);
        int[][] seen = new int[6][10];
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String digits = EmailCode.random(random).digits();
            assertThat(digits).matches("[0-9]{6}");
            codes.add(digits);
            for (int place = 0; place < 6; place++) {
                seen[place][digits.charAt(place) - '0']++;
            }
        }

        for (int[] place : seen) {
            for (int count : place) {
                assertThat(count).isBetween(1_750, 2_250);
            }
        }
        assertThat(codes).hasSizeGreaterThan(19_500);
    }

    @Test
    void toStringWhenPrintedThenShowsNoDigit() {
        EmailCode code = EmailCode.random(new SeededRandom(1));

        assertThat(code.toString()).isEqualTo("[REDACTED]");
        assertThat(code.text().toString()).isEqualTo("[REDACTED]");
    }
}
