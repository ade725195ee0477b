package dev.tollgate.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.SeededRandom;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class PasswordTextTests {

    @Test
    void ofWhenComposedOrDecomposedThenSameBytes() {
        assertThat(text("caf\u00E9").utf8()).isEqualTo("caf\u00E9".getBytes(UTF_8));
        assertThat(text("cafe\u0301").utf8()).isEqualTo("caf\u00E9".getBytes(UTF_8));
    }

    @Test
    void ofWhenCaseSpacesOrWidthDifferThenKeptAsTyped() {
        assertThat(text(" A ").nfc()).isEqualTo(" A ");
        assertThat(text("Ａ").nfc()).isEqualTo("Ａ");
        assertThat(text("ﬁ").nfc()).isEqualTo("ﬁ");
    }

    @Test
    void lengthWhenEmojiThenCodePointsAreCounted() {
        assertThat(text("📞".repeat(8)).length()).isEqualTo(8);
        assertThat(text("e\u0301".repeat(8)).length()).isEqualTo(8);
    }

    @Test
    void isTooLongWhen129CodePointsAfterNfcThenTrue() {
        assertThat(text("📞".repeat(128)).isTooLong()).isFalse();
        assertThat(text("📞".repeat(129)).isTooLong()).isTrue();
        assertThat(text("\u03B1\u0313\u0300\u0345".repeat(128)).length()).isEqualTo(128);
        assertThat(text("x".repeat(1_000_000)).isTooLong()).isTrue();
    }

    /// The short cut for hopeless lengths never turns away what NFC would bring under the
    /// limit.
    @Test
    void ofWhenAnyCharacterIsDecomposedThenAtMostEightUnitsEach() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String one = Character.toString(c);
            assertThat(Normalizer.normalize(one, Normalizer.Form.NFD).length()).isLessThan(9);
        }
    }

    @Test
    void isWellFormedWhenASurrogateStandsAloneThenFalse() {
        assertThat(text("a\uD83D").isWellFormed()).isFalse();
        assertThat(text("\uDCDEa").isWellFormed()).isFalse();
        assertThat(text("\uD83D\uDCDE").isWellFormed()).isTrue();
    }

    @Test
    void hasControlCharacterWhenC0C1OrDeleteThenTrueAndJoinersAreFine() {
        for (String control : new String[] {"\u0000", "\t", "\n", "\r", "\u007F", "\u0085"}) {
            assertThat(text("a" + control + "b").hasControlCharacter()).isTrue();
        }
        assertThat(text("👩\u200D💻 é").hasControlCharacter()).isFalse();
    }

    @Test
    void ofWhenNormalisedAgainThenNothingChanges() {
        SeededRandom random = new SeededRandom(63);
        for (int round = 0; round < 10_000; round++) {
            PasswordText once = text(random.text(30));
            assertThat(text(once.nfc()).nfc()).isEqualTo(once.nfc());
            assertThat(once.isWellFormed()).isTrue();
        }
    }

    private static PasswordText text(String typed) {
        return PasswordText.of(Secret.of(typed));
    }
}
