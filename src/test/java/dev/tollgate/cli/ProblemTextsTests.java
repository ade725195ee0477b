package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.account.LoginName;
import dev.tollgate.account.Problem;
import dev.tollgate.setting.PortalSettings;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextsTests {

    @ParameterizedTest
    @EnumSource(LoginName.Problem.class)
    void textWhenOfANameThenThereIsOne(LoginName.Problem problem) {
        String name = problem.name().toLowerCase(Locale.ROOT).replace('_', '-');

        assertThat(text("email." + name, "")).startsWith("the email address ");
        if (problem != LoginName.Problem.NOT_AN_ADDRESS) {
            assertThat(text("username." + name, "")).startsWith("the user name ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"too-short", "too-long", "common", "contains", "unreadable"})
    void textWhenOfAPasswordThenNamesTheWord(String name) {
        assertThat(text("password." + name, "15")).startsWith("the password ").doesNotContain("{");
    }

    @ParameterizedTest
    @EnumSource(PortalSettings.Problem.class)
    void textWhenOfASettingThenThereIsOne(PortalSettings.Problem problem) {
        assertThat(ProblemTexts.text(problem)).isNotBlank().doesNotEndWith(".");
    }

    private static String text(String key, String word) {
        return ProblemTexts.text(new Problem("field", key, word));
    }
}
