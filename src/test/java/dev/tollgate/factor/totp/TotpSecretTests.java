package dev.tollgate.factor.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.kernel.SeededRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TotpSecretTests {

    @Test
    void randomWhenDrawnOftenThen20DistinctBytesIn32Characters() {
        SeededRandom random = new SeededRandom(160);
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 100; round++) {
            TotpSecret secret = TotpSecret.random(random);
            assertThat(secret.bytes()).hasSize(20);
            assertThat(secret.base32()).matches("[A-Z2-7]{32}");
            assertThat(seen.add(secret.base32())).isTrue();
        }
    }

    @Test
    void randomWhenDrawnThenExactlyTheSourcesBytes() {
        byte[] expected = new SeededRandom(7).bytes(20);

        assertThat(TotpSecret.random(new SeededRandom(7)).bytes()).isEqualTo(expected);
    }

    @Test
    void groupedWhenShownThenEightGroupsOfFour() {
        TotpSecret secret = TotpSecret.of("12345678901234567890".getBytes(US_ASCII));

        assertThat(secret.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(secret.grouped()).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    @Test
    void bytesWhenArraysAreChangedOutsideThenSecretStays() {
        byte[] given = new SeededRandom(1).bytes(20);
        TotpSecret secret = TotpSecret.of(given);
        String before = secret.base32();

        given[0]++;
        secret.bytes()[1]++;

        assertThat(secret.base32()).isEqualTo(before);
    }

    @Test
    void ofWhenNot20BytesThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.of(new byte[19]));
        assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.of(new byte[21]));
    }

    @Test
    void equalsWhenSameBytesThenStillDifferentAndUnprinted() {
        TotpSecret one = TotpSecret.of(new byte[20]);

        assertThat(one).isNotEqualTo(TotpSecret.of(new byte[20])).hasToString("[REDACTED]");
    }
}
