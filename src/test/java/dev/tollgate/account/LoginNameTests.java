package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.kernel.SeededRandom;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginNameTests {

    private static final String UNUSABLE = "(unusable)";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "John|john",
                "JOHN|john",
                "ｊｏｈｎ|john",
                "ＪＯＨＮ|john",
                "𝐉𝐨𝐡𝐧|john",
                "Ⓙohn|john",
                "oﬃce|office",
                "OFFICE|office",
                "straße|strasse",
                "STRASSE|strasse",
                "STRAẞE|strasse",
                "ISMAIL|ismail",
                "İSMAİL|ismail",
                "ısmaıl|ismail",
                "I\u0307SMAI\u0307L|ismail",
                "\u212Aelvin|kelvin",
                "\u212Bke|åke",
                "A\u030Ake|åke",
                "ΣΊΣΥΦΟΣ|σίσυφος",
                "σίσυφοσ|σίσυφος",
                "Ärger|ärger",
                "A\u0308rger|ärger",
                "①②③|123",
                "１００１|1001",
                "Jo.Hn@Example.COM|jo.hn@example.com"
            })
    void ofWhenSpelledDifferentlyThenOneName(String typed, String canonical) {
        assertThat(LoginName.of(typed)).isEqualTo(LoginName.of(canonical));
        assertThat(LoginName.of(typed).value()).isEqualTo(canonical);
    }

    @Test
    void ofWhenOuterSpacesThenDropped() {
        assertThat(LoginName.of(" \t1001\u00A0\u2003\u3000\r\n").value()).isEqualTo("1001");
        assertThat(LoginName.of("john doe").value()).isEqualTo("john doe");
    }

    @Test
    void ofWhenDifferentNamesThenDifferent() {
        assertThat(LoginName.of("john")).isNotEqualTo(LoginName.of("jöhn"));
        assertThat(LoginName.of("john")).isNotEqualTo(LoginName.of("jоhn"));
        assertThat(LoginName.of("1001")).isNotEqualTo(LoginName.of("01001"));
        assertThat(LoginName.of("a b")).isNotEqualTo(LoginName.of("ab"));
    }

    @Test
    void ofWhenTooLongMalformedOrControlCharactersThenTheNameThatNobodyHas() {
        assertThat(LoginName.of("x".repeat(254)).value()).hasSize(254);
        assertThat(LoginName.of("📞".repeat(254)).value()).hasSize(508);
        assertThat(LoginName.of("x".repeat(255)).value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("\uFDFA".repeat(200)).value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("x".repeat(5_000_000)).value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("a\u0300".repeat(1_000_000)).value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("jo\u0000hn").value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("jo\nhn").value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of("jo\uD83D").value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.of(UNUSABLE).value()).isEqualTo(UNUSABLE);
        assertThat(LoginName.problemWithUserName(UNUSABLE)).isPresent();
        assertThat(LoginName.problemWithEmail(UNUSABLE)).isPresent();
    }

    @Test
    void ofWhenEmptyThenEmpty() {
        assertThat(LoginName.of("").value()).isEmpty();
        assertThat(LoginName.of("   ").value()).isEmpty();
    }

    /// Every assigned character of Unicode, unpaired surrogates included.
    @Test
    void ofWhenAnyCharacterThenIdempotentAndAllItsSpellingsMeet() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE) {
                assertAllSpellingsMeet("a" + Character.toString(c) + "b");
            }
        }
    }

    /// AP-17: each spelling of a name had tries of its own.
    @Test
    void ofWhenAnyTextThenIdempotentAndAllItsSpellingsMeet() {
        SeededRandom random = new SeededRandom(31);
        for (int round = 0; round < 10_000; round++) {
            assertAllSpellingsMeet(random.text(12));
        }
    }

    @Test
    void ofWhenAnyUnitsThenNeverThrows() {
        SeededRandom random = new SeededRandom(16);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder typed = new StringBuilder();
            for (int left = random.below(10); left > 0; left--) {
                typed.append((char) random.below(0x10000));
            }
            assertIdempotent(typed.toString());
        }
    }

    @Test
    void constructorWhenNotCanonicalThenRefused() {
        assertThat(new LoginName("john").value()).isEqualTo("john");
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginName("John"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginName(" john"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginName("jo\u0000hn"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginName("x".repeat(255)));
    }

    private static void assertAllSpellingsMeet(String typed) {
        String canonical = assertIdempotent(typed);
        String composed = Normalizer.normalize(typed, Form.NFC);
        for (Form form : Form.values()) {
            assertMeets(Normalizer.normalize(typed, form), canonical);
        }
        assertMeets(composed.toUpperCase(Locale.ROOT), canonical);
        assertMeets(composed.toLowerCase(Locale.ROOT), canonical);
    }

    private static String assertIdempotent(String typed) {
        String canonical = LoginName.of(typed).value();
        assertMeets(canonical, canonical);
        return canonical;
    }

    private static void assertMeets(String typed, String canonical) {
        if (!LoginName.of(typed).value().equals(canonical)) {
            throw new AssertionError(
                    "<%s> gives <%s>, not <%s>"
                            .formatted(
                                    escaped(typed),
                                    escaped(LoginName.of(typed).value()),
                                    escaped(canonical)));
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append("%X ".formatted(c)));
        return escaped.toString();
    }
}
