package dev.tollgate.factor.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.VectorFile;
import org.junit.jupiter.api.Test;

class Base32Tests {

    @Test
    void encodeWhenRfc4648VectorsThenSameWithoutPadding() {
        assertThat(Base32.encode(new byte[0])).isEmpty();
        for (String[] row : VectorFile.rows("rfc4648-base32.txt")) {
            assertThat(Base32.encode(row[0].getBytes(US_ASCII))).isEqualTo(row[1].replace("=", ""));
        }
    }

    @Test
    void encodeWhenHighBitsAreSetThenNoSignLeaks() {
        assertThat(Base32.encode(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}))
                .isEqualTo("7777777777777777");
    }
}
