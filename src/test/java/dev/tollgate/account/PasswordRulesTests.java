package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import dev.tollgate.account.PasswordRules.Violation;
import dev.tollgate.account.PasswordRules.Violation.Common;
import dev.tollgate.account.PasswordRules.Violation.ContainsWord;
import dev.tollgate.account.PasswordRules.Violation.ControlCharacter;
import dev.tollgate.account.PasswordRules.Violation.MalformedText;
import dev.tollgate.account.PasswordRules.Violation.TooLong;
import dev.tollgate.account.PasswordRules.Violation.TooShort;
import dev.tollgate.kernel.Secret;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    private static final PasswordRules RULES = new PasswordRules();
    private static final List<String> WORDS =
            List.of(
                    "Tollgate",
                    "Nordwind PBX",
                    "pbx.example.org",
                    "jdoe",
                    "1001",
                    "amy",
                    "7",
                    "",
                    " ");

    @Test
    void checkWhenPasswordAloneThenFifteenAreNeeded() {
        assertThat(alone("qmvkwzhtrbxpng")).containsExactly(new TooShort(15));
        assertThat(alone("qmvkwzhtrbxpngd")).isEmpty();
    }

    @Test
    void checkWhenSecondFactorIsDemandedThenEightAreNeeded() {
        assertThat(withFactor("qmvkwzh")).containsExactly(new TooShort(8));
        assertThat(withFactor("qmvkwzht")).isEmpty();
    }

    @Test
    void checkWhenEmojiThenEachCountsAsOne() {
        assertThat(withFactor("📞🐈🌧🍋🎻🚲🪁🧶")).isEmpty();
        assertThat(withFactor("📞🐈🌧🍋🎻🚲🪁")).containsExactly(new TooShort(8));
    }

    @Test
    void checkWhenDecomposedThenCountedAfterNfc() {
        assertThat(withFactor("e\u0301".repeat(7))).containsExactly(new TooShort(8));
        assertThat(withFactor("e\u0301".repeat(8))).isEmpty();
    }

    @Test
    void checkWhenLongerThan128ThenTooLongAndNothingElse() {
        assertThat(alone("🐈".repeat(128))).isEmpty();
        assertThat(alone("🐈".repeat(129))).containsExactly(new TooLong(128));
        assertThat(alone("Tollgate\n".repeat(200_000))).containsExactly(new TooLong(128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qmvkwzhtrbxpngdf",
                "QMVKWZHTRBXPNGDF",
                "4829150376284915",
                "!!!!----????____",
                "               x",
                "correct horse battery staple",
                "\"quotes\" and 'others' \\ / < > &",
                "ein schöner Satz mit Umlauten",
                "這是一個很長很長很長很長的密碼",
                "family 👩\u200D👩\u200D👧 of four words"
            })
    void checkWhenOfOneKindOfCharacterThenNoRuleOfComposition(String password) {
        assertThat(alone(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\t", "\n", "\r", "\u001B", "\u007F", "\u0085"})
    void checkWhenControlCharacterThenRefused(String control) {
        assertThat(alone("qmvkwzhtrb" + control + "xpngdf"))
                .containsExactly(new ControlCharacter());
    }

    @Test
    void checkWhenHalfASurrogatePairThenRefused() {
        assertThat(alone("qmvkwzhtrbxpngdf\uD83D")).containsExactly(new MalformedText());
    }

    /// PW-07: at least the 3,000 most common, whatever the case.
    @Test
    void checkWhenCommonThenRefusedInAnyCase() throws Exception {
        List<String> common = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();
        assertThat(common).hasSizeGreaterThan(3000);
        for (String password : common) {
            assertThat(withFactor(password)).contains(new Common());
            assertThat(withFactor(password.toUpperCase(Locale.ROOT))).contains(new Common());
        }
        assertThat(withFactor("Password1")).containsExactly(new Common());
    }

    @Test
    void checkWhenACommonPasswordIsOnlyPartThenTheWholeCounts() {
        assertThat(withFactor("password1 and its friends")).isEmpty();
    }

    @Test
    void checkWhenAWordOfFourOrMoreIsContainedThenNamed() {
        assertThat(alone("my tollgate to heaven")).containsExactly(new ContainsWord("Tollgate"));
        assertThat(alone("MY TOLLGATE TO HEAVEN")).containsExactly(new ContainsWord("Tollgate"));
        assertThat(alone("my ｔｏｌｌｇａｔｅ to heaven")).containsExactly(new ContainsWord("Tollgate"));
        assertThat(alone("tollgate-JDOE-1001"))
                .containsExactly(
                        new ContainsWord("Tollgate"),
                        new ContainsWord("jdoe"),
                        new ContainsWord("1001"));
        assertThat(alone("the nordwind pbx is mine"))
                .containsExactly(new ContainsWord("Nordwind PBX"));
        assertThat(alone("www.pbx.example.org/x"))
                .containsExactly(new ContainsWord("pbx.example.org"));
    }

    @Test
    void checkWhenAShortWordIsContainedThenFineAndWhenItIsThePasswordThenNamed() {
        assertThat(alone("amy has 7 little lambs")).isEmpty();
        assertThat(alone("AMY")).containsExactly(new TooShort(15), new ContainsWord("amy"));
    }

    @Test
    void checkWhenWordsAreBlankOrTwiceThenIgnored() {
        assertThat(RULES.check(Secret.of("a jdoe password"), false, List.of("jdoe", " JDOE ", "")))
                .containsExactly(new ContainsWord("jdoe"));
        assertThat(RULES.check(Secret.of("qmvkwzhtrbxpngdf"), false, List.of())).isEmpty();
    }

    @Test
    void checkWhenSeveralThingsAreWrongThenAllAreSaidInOrder() {
        assertThat(alone("Tollgate\t"))
                .containsExactly(
                        new TooShort(15), new ControlCharacter(), new ContainsWord("Tollgate"));
    }

    @Test
    void checkWhenRefusedThenNoViolationRepeatsThePassword() {
        String password = "tollgate qmvkwzht\t";

        assertThat(alone(password)).isNotEmpty();
        assertThat(alone(password).toString()).doesNotContain("qmvkwzht");
    }

    @Test
    void checkWhenNothingIsWrongThenTheHasherTakesIt() {
        PasswordHasher hasher = TestPasswordHasher.with(new BouncyCastleArgon2());
        Secret longest = Secret.of("🐈".repeat(PasswordRules.MAX));

        assertThat(RULES.check(longest, false, WORDS)).isEmpty();
        assertThat(hasher.matches(HashingLane.KNOWN, longest, hasher.hash(longest))).isTrue();
    }

    private static List<Violation> alone(String password) {
        return RULES.check(Secret.of(password), false, WORDS);
    }

    private static List<Violation> withFactor(String password) {
        return RULES.check(Secret.of(password), true, WORDS);
    }
}
