package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionRulesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ana Silva",
                "O'Brien, \"Bo\"",
                "李雷",
                "علی\u200Cرضا",
                "ක්\u200Dරිස්ටිනා",
                "Zoë 🦉",
                "Zoë 👩\u200D💻",
                "Zoë 👨🏽\u200D🚒 🏳\uFE0F\u200D🌈"
            })
    void nameWhenSomebodyMayHaveItThenTaken(String name) {
        assertThat(ExtensionRules.problemWithName(name)).isEmpty();
    }

    /// What cannot be seen, or changes what stands beside it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ana\u200CSilva",
                "Ana\u200DSilva",
                "Ana\u200D💻",
                "💻\u200DAna",
                "💻\u200C💻",
                "\u200Cعلی",
                "علی\u200C",
                "علی\u200C\u200Cرضا",
                "Ζ\u200Dοε",
                "Bidi \u202Egnp.exe",
                "Ana\u200BSilva",
                "Ana\u0000",
                "Ana\u0085",
                "Ana\u009B1m",
                "Ana\u2028Silva",
                "Ana\uE000",
                "\u3164",
                "\u2800\u2800",
                "Ana\nSilva",
                "\uD800"
            })
    void nameWhenItHidesSomethingThenRefused(String name) {
        assertThat(ExtensionRules.problemWithName(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ana Silva\u00A0", " \u3000Ana Silva", "\u2003Ana Silva \u202F\t"})
    void nameWhenASpaceOfAnyWidthStandsAtAnEndThenGone(String typed) {
        assertThat(new ExtensionForm("1001", typed, "").name()).isEqualTo("Ana Silva");
    }

    /// A form may hold so many.
    @Test
    @Timeout(2)
    void nameWhenFullOfSpacesThenLookedAtAtOnce() {
        String typed = "a" + " ".repeat(60_000) + "b";

        assertThat(new ExtensionForm("1001", typed, "").name()).isEqualTo(typed);
        assertThat(ExtensionRules.problemWithName(typed)).isPresent();
    }

    /// One character stands for eighteen where it is folded.
    @Test
    void nameWhenItsFoldedFormIsTooLongThenRefused() {
        assertThat(ExtensionRules.problemWithName("\uFDFA".repeat(100))).isPresent();
    }

    @Test
    void nameWhenOfAHundredCharactersThenTakenAndOfOneMoreRefused() {
        String owls = "🦉".repeat(100);

        assertThat(ExtensionRules.problemWithName(owls)).isEmpty();
        assertThat(ExtensionRules.problemWithName(owls + "a")).isPresent();
        assertThat(ExtensionRules.problemWithName(owls + "\u0085")).isPresent();
        assertThat(ExtensionRules.problemWithName("👩\u200D💻".repeat(34))).isPresent();
    }
}
