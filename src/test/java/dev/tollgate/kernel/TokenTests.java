package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTests {

    private static final String FORTY_THREE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO_-";

    @Test
    void textWhenRandomThen43CharactersThatParseBack() {
        RandomSource random = new ScriptedRandom(1);
        for (int i = 0; i < 1_000; i++) {
            Token token = Token.random(random);

            assertThat(token.text()).matches("[A-Za-z0-9_-]{43}");
            assertThat(Token.parse(token.text()))
                    .hasValueSatisfying(
                            back -> assertThat(back.digest()).isEqualTo(token.digest()));
        }
    }

    @Test
    void randomWhenManyThenAllDiffer() {
        RandomSource random = new SystemRandomSource();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            texts.add(Token.random(random).text());
        }
        assertThat(texts).hasSize(1_000);
    }

    @Test
    void digestWhenKnownTextThenItsSha256() {
        assertThat(Token.parse("A".repeat(43)).orElseThrow().digest())
                .isEqualTo("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                FORTY_THREE + "A",
                FORTY_THREE + "\n",
                " " + FORTY_THREE,
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO+/",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ=",
                "äbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO_-",
                "\uff21bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO_-",
            })
    void parseWhenOtherShapeThenEmpty(String text) {
        assertThat(Token.parse(text)).isEmpty();
    }

    @Test
    void toStringWhenPrintedThenShowsNothing() {
        Token token = Token.random(new ScriptedRandom(2));

        assertThat(token.toString()).doesNotContain(token.text()).doesNotContain(token.digest());
    }
}
