package dev.tollgate.factor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.SeededRandom;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTests {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void randomWhenDrawnOftenThen80BitsInFourGroups() {
        SeededRandom random = new SeededRandom(80);
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 10_000; round++) {
            RecoveryCode code = RecoveryCode.random(random);
            assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
            assertThat(code.canonical()).isEqualTo(code.text().replace("-", ""));
            assertThat(seen.add(code.canonical())).isTrue();
        }
    }

    @Test
    void randomWhenDrawnThenEveryBitOfTheSourceCounts() {
        SeededRandom random = new SeededRandom(10);
        for (int round = 0; round < 1000; round++) {
            byte[] bits = random.bytes(10);
            String canonical = RecoveryCode.random(count -> bits).canonical();
            assertThat(value(canonical)).isEqualTo(new BigInteger(1, bits));
        }
    }

    @Test
    void parseWhenPrintedAndTypedInAnyWayThenTheSameCode() {
        SeededRandom random = new SeededRandom(32);
        for (int round = 0; round < 10_000; round++) {
            RecoveryCode code = RecoveryCode.random(random);
            RecoveryCode parsed = RecoveryCode.parse(typedBySomebody(code, random)).orElseThrow();
            assertThat(parsed.canonical()).isEqualTo(code.canonical());
            assertThat(parsed.text()).isEqualTo(code.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123-4567-89AB-CDEF",
                "0123456789abcdef",
                "o123 4567 89ab cdef",
                "OI23-4567-89AB-CDEF",
                "0l23-4567-89AB-CDEF",
                "0L23–4567—89AB−CDEF",
                "0i23\u00A04567\u200989ab\tcdef\r\n"
            })
    void parseWhenLookalikesSpacesAndDashesThenRead(String typed) {
        assertThat(RecoveryCode.parse(typed).orElseThrow().canonical())
                .isEqualTo("0123456789ABCDEF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "----",
                "0123-4567-89AB-CDE",
                "0123-4567-89AB-CDEFG",
                "U123-4567-89AB-CDEF",
                "u123-4567-89AB-CDEF",
                "*123-4567-89AB-CDEF",
                "ſ123-4567-89AB-CDEF",
                "\u212A123-4567-89AB-CDEF",
                "ı123-4567-89AB-CDEF",
                "０123-4567-89AB-CDEF",
                "٠123-4567-89AB-CDEF",
                "0123-4567-89AB-CDEF\u0000",
                "0123_4567_89AB_CDEF",
                "123456"
            })
    void parseWhenAnythingElseThenRefused(String typed) {
        assertThat(RecoveryCode.parse(typed)).isEmpty();
    }

    @Test
    void parseWhenLongerThan64CharactersThenRefused() {
        String padded = "0123456789ABCDEF" + "-".repeat(48);

        assertThat(RecoveryCode.parse(padded)).isPresent();
        assertThat(RecoveryCode.parse(padded + "-")).isEmpty();
    }

    @Test
    void parseWhenAnyTextThenNeverThrowsAndPrintsTheSameAgain() {
        SeededRandom random = new SeededRandom(5);
        for (int round = 0; round < 20_000; round++) {
            RecoveryCode.parse(random.text(20))
                    .ifPresent(
                            code ->
                                    assertThat(RecoveryCode.parse(code.text()).orElseThrow().text())
                                            .isEqualTo(code.text()));
        }
    }

    @Test
    void toStringWhenPrintedThenRedactedAndWithoutEquals() {
        RecoveryCode code = RecoveryCode.parse("0123456789ABCDEF").orElseThrow();

        assertThat(TemporaryCode.parse("0123456789").orElseThrow()).hasToString("[REDACTED]");
        assertThat(code)
                .hasToString("[REDACTED]")
                .isNotEqualTo(RecoveryCode.parse("0123456789ABCDEF").orElseThrow());
    }

    private static String typedBySomebody(RecoveryCode code, SeededRandom random) {
        StringBuilder typed = new StringBuilder();
        for (String one : code.text().split("", -1)) {
            typed.append(
                    switch (random.below(4)) {
                        case 0 -> one.toLowerCase(Locale.ROOT);
                        case 1 -> one.replace('0', 'O').replace('1', 'l');
                        case 2 -> one.replace('0', 'o').replace('1', 'I') + " ";
                        default -> one.replace("-", "");
                    });
        }
        return typed.toString();
    }

    private static BigInteger value(String canonical) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < canonical.length(); i++) {
            int digit = ALPHABET.indexOf(canonical.charAt(i));
            value = value.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        return value;
    }
}
