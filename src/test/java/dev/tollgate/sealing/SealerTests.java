package dev.tollgate.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.kernel.ScriptedRandom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealerTests {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Place PLACE = new Place("totp", "secret", "row 1");

    private final ScriptedRandom random = new ScriptedRandom(1);
    private final Sealer sealer = sealer(random, 7);

    @Test
    void openWhenSealedInThisPlaceThenTheSameBytes() {
        assertThat(sealer.open(PLACE, sealer.seal(PLACE, SEED))).isEqualTo(SEED);
        assertThat(sealer.open(PLACE, sealer.seal(PLACE, new byte[0]))).isEmpty();
    }

    @Test
    void openWhenMovedToAnotherRowColumnOrTableThenRefused() {
        byte[] blob = sealer.seal(PLACE, SEED);

        assertRefused(new Place("totp", "secret", "row 2"), blob);
        assertRefused(new Place("totp", "name", "row 1"), blob);
        assertRefused(new Place("totp_pending", "secret", "row 1"), blob);
    }

    @Test
    void openWhenAnyBitIsFlippedThenRefused() {
        byte[] blob = sealer.seal(PLACE, SEED);
        for (int bit = 0; bit < 8 * blob.length; bit++) {
            byte[] altered = blob.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(PLACE, altered);
        }
    }

    @Test
    void openWhenCutOrEmptyThenRefused() {
        byte[] blob = sealer.seal(PLACE, SEED);
        for (int length = 0; length < blob.length; length++) {
            assertRefused(PLACE, Arrays.copyOf(blob, length));
        }
        assertRefused(PLACE, Arrays.copyOf(blob, blob.length + 1));
    }

    @Test
    void openWhenSealedUnderAnotherKeyThenRefused() {
        assertThatThrownBy(() -> sealer(random, 8).open(PLACE, sealer.seal(PLACE, SEED)))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("totp")
                .hasMessageNotContaining("12345");
    }

    @Test
    void sealWhenTheSameTwiceThenDifferent() {
        assertThat(sealer.seal(PLACE, SEED)).isNotEqualTo(sealer.seal(PLACE, SEED));
    }

    @Test
    void sealWhenLookedAtThenHoldsKeyIdAndNothingOfTheSecret() {
        String blob = latin1(sealer.seal(PLACE, SEED));

        assertThat(blob).doesNotContain(latin1(SEED)).doesNotContain("1234");
        assertThat(blob).hasSize(1 + 8 + 12 + SEED.length + 16);
    }

    @Test
    void placeWhenTableOrColumnHasAColonThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Place("a:b", "c", "d"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Place("a", "b:c", "d"));
    }

    @Test
    void keyedHashWhenPurposePartsOrCutsDifferThenDifferent() {
        assertThat(sealer.keyedHash("a", "bc", "d"))
                .hasSize(64)
                .isEqualTo(sealer.keyedHash("a", "bc", "d"))
                .isNotEqualTo(sealer.keyedHash("a", "b", "cd"))
                .isNotEqualTo(sealer.keyedHash("ab", "c", "d"))
                .isNotEqualTo(sealer.keyedHash("a", "bcd"))
                .isNotEqualTo(sealer(random, 8).keyedHash("a", "bc", "d"));
    }

    @Test
    void masterKeyWhenPrintedThenOnlyItsId() {
        MasterKey key = key(7);

        assertThat(key.toString()).contains(key.id()).doesNotContain(key.text());
        assertThat(key.id()).hasSize(16).isNotEqualTo(key(8).id());
        assertThat(MasterKey.parse(key.text()).id()).isEqualTo(key.id());
        assertThat(new SealingProperties(key.text(), "/there").toString())
                .doesNotContain(key.text());
    }

    @Test
    void masterKeyWhenNotThirtyTwoBytesThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.parse("AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.parse("not base64 !"));
        assertThatIllegalArgumentException().isThrownBy(() -> MasterKey.parse(""));
    }

    private void assertRefused(Place place, byte[] blob) {
        assertThatThrownBy(() -> sealer.open(place, blob)).isInstanceOf(KeyException.class);
    }

    private static Sealer sealer(ScriptedRandom random, int filling) {
        return new Sealer(new OneKey(key(filling)), random);
    }

    private static MasterKey key(int filling) {
        byte[] bytes = new byte[MasterKey.BYTES];
        Arrays.fill(bytes, (byte) filling);
        return MasterKey.of(bytes);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
