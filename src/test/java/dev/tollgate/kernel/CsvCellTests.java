package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTests {

    private static final String LETTERS = "'=+-@|%a1 \t\"\uFF1D";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"https://evil.example\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\uFF1D1+1",
                "|calc",
                "'=1"
            })
    void cellWhenASpreadsheetWouldRunItThenWrittenAsText(String text) {
        assertThat(CsvCell.written(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ana Silva", "'t Hooft", "1001", "O'Brien", "a=b"})
    void cellWhenHarmlessThenWrittenAsItIs(String text) {
        assertThat(CsvCell.written(text)).isEqualTo(text);
        assertThat(CsvCell.read(text)).isEqualTo(text);
    }

    @Test
    void cellWhenWrittenAndReadThenIsTheSame() {
        Random random = new Random(20261125);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            assertThat(CsvCell.read(CsvCell.written(text.toString()))).isEqualTo(text.toString());
        }
    }
}
