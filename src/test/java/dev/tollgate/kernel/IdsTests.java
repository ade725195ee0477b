package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTests {

    /// The last millisecond that 48 bits hold, in the year 10889.
    private static final long LAST_MILLISECOND = (1L << 48) - 1;

    private final Ids ids = new Ids(new ScriptedRandom(7));

    @Test
    void nextWhenExampleOfTheStandardThenItsUuid() {
        // RFC 9562 appendix A.6: rand_a CC3, rand_b 18C4DC0C0C07398F.
        RandomSource random =
                new ScriptedRandom(0).then(HexFormat.of().parseHex("0cc318c4dc0c0c07398f"));

        assertThat(new Ids(random).next(Instant.parse("2022-02-22T19:22:22Z")))
                .isEqualTo(UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }

    @Test
    void nextWhenAnyTimeThenVersion7OfTheRfcVariantThatHoldsTheTime() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long millisecond = random.nextLong(LAST_MILLISECOND + 1);

            UUID id = ids.next(Instant.ofEpochMilli(millisecond));

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millisecond);
        }
    }

    @Test
    void textWhenLaterThenSortsBehind() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            long first = random.nextLong(LAST_MILLISECOND);
            long second = random.nextLong(first + 1, LAST_MILLISECOND + 1);

            assertThat(textAt(first)).isLessThan(textAt(second));
        }
    }

    @Test
    void nextWhenSameMillisecondThenEachSortsBehindTheOneBefore() {
        String before = textAt(1);
        for (int i = 0; i < 10_000; i++) {
            String next = textAt(1);

            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void nextWhenManyThreadsAskThenAllDiffer() {
        List<Object> made = AtOnce.run(8, _ -> ids.next(Instant.EPOCH));

        assertThat(made).doesNotHaveDuplicates();
    }

    @Test
    void parseWhenTextOfAnIdThenTheSameId() {
        AccountId id = new AccountId(ids.next(Instant.ofEpochMilli(1)));

        assertThat(AccountId.parse(id.text())).isEqualTo(id);
        assertThat(id.text()).hasSize(36).isLowerCase();
    }

    private String textAt(long millisecond) {
        return new AccountId(ids.next(Instant.ofEpochMilli(millisecond))).text();
    }
}
