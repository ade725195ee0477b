package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.kernel.SeededRandom;
import dev.tollgate.kernel.VectorFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhcStringTests {

    @Test
    void parseWhenVectorsThenPrintedAlike() {
        for (String[] row : VectorFile.rows("argon2id-phc.txt")) {
            PhcString parsed = PhcString.parse(row[0]);
            assertThat(parsed.text()).isEqualTo(row[0]);
            assertThat(parsed.salt()).isEqualTo("somesalt".getBytes(StandardCharsets.US_ASCII));
            assertThat(parsed.hashLength()).isEqualTo(32);
        }
    }

    @Test
    void parseWhenAnyStringWasPrintedThenPrintedAlikeAgain() {
        SeededRandom random = new SeededRandom(9106);
        for (int round = 0; round < 5_000; round++) {
            int lanes = 1 + random.below(16);
            String text =
                    new PhcString(
                                    new Argon2Work(
                                            8 * lanes + random.below(1_000_000),
                                            1 + random.below(64),
                                            lanes),
                                    random.bytes(8 + random.below(57)),
                                    random.bytes(16 + random.below(49)))
                            .text();
            assertThat(PhcString.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$argon2i$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=16$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=07168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$t=5,m=7168,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAB$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=9999999,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=99999999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=8,t=1,p=2$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=7168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA\n",
                "$argon2id$v=19$m=٧168,t=5,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$2b$10$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void parseWhenAnythingElseThenRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhcString.parse(text))
                .withMessageNotContaining("AAAA");
    }

    @Test
    void saltWhenArraysAreChangedOutsideThenStringStays() {
        byte[] salt = new byte[16];
        byte[] hash = new byte[32];
        PhcString phc = new PhcString(Argon2Cost.DEFAULT.work(), salt, hash);
        String before = phc.text();

        salt[0]++;
        hash[0]++;
        phc.salt()[1]++;

        assertThat(phc.text()).isEqualTo(before);
        assertThat(phc).hasToString("[REDACTED]");
    }
}
