package dev.tollgate.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.SeededRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedCodeTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "003784",
                "003 784",
                " 003784\t",
                "003784\r\n",
                "003\u00A0784",
                "003\u2009784",
                "003\u202F784",
                "\u3000003784",
                "0 0 3 7 8 4"
            })
    void parseWhenSixDigitsWithAnySpacesThenTaken(String typed) {
        assertThat(SubmittedCode.parse(typed).orElseThrow().digits()).isEqualTo("003784");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "      ",
                "12345",
                "1234567",
                "+03784",
                "-03784",
                "12345a",
                "123-456",
                "123.456",
                "0x1234",
                "1e0005",
                "١٢٣٤٥٦",
                "१२३४५६",
                "１２３４５６",
                "12345٦",
                "123456\u0000",
                "\u0000123456",
                "123456\u200B",
                "[123456]",
                "true",
                "null"
            })
    void parseWhenAnythingElseThenRefused(String typed) {
        assertThat(SubmittedCode.parse(typed)).isEmpty();
    }

    @Test
    void parseWhenPaddedTo64CharactersThenTakenAndBeyondRefused() {
        String padded = "123456" + " ".repeat(58);

        assertThat(SubmittedCode.parse(padded)).isPresent();
        assertThat(SubmittedCode.parse(padded + " ")).isEmpty();
    }

    @Test
    void parseWhenAnyTextThenTakenExactlyIfSixAsciiDigitsAreLeft() {
        Pattern shape = Pattern.compile("[\\s\\p{Z}]*([0-9][\\s\\p{Z}]*){6}");
        SeededRandom random = new SeededRandom(4226);
        for (int round = 0; round < 20_000; round++) {
            String typed = round % 2 == 0 ? random.text(8) : digitsAndNoise(random);
            assertThat(SubmittedCode.parse(typed).isPresent())
                    .as(typed)
                    .isEqualTo(shape.matcher(typed).matches());
        }
    }

    @Test
    void matchesWhenSameDigitsThenTrueElseFalse() {
        SubmittedCode code = SubmittedCode.parse("003784").orElseThrow();

        assertThat(code.matches("003784")).isTrue();
        assertThat(code.matches("003785")).isFalse();
        assertThat(code.matches("3784")).isFalse();
        assertThat(code.matches("")).isFalse();
    }

    @Test
    void toStringWhenPrintedThenRedacted() {
        assertThat(SubmittedCode.parse("003784").orElseThrow()).hasToString("[REDACTED]");
    }

    private static String digitsAndNoise(SeededRandom random) {
        String digits = String.format(Locale.ROOT, "%06d", random.below(1_000_000));
        int at = random.below(7);
        return digits.substring(0, at) + random.text(1) + digits.substring(at);
    }
}
