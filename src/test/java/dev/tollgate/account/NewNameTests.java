package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.account.LoginName.Problem;
import dev.tollgate.kernel.SeededRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may become a user name or an e-mail address of an account.
class NewNameTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "admin",
                "1001",
                "John Doe",
                "j.doe_1-2+3&4#5%6",
                "O'Brien",
                "Jürgen Müller",
                "A\u0308rger",
                "Ирина",
                "山田太郎",
                "नमस्ते"
            })
    void problemWithUserNameWhenWrittenByPeopleThenNone(String name) {
        assertThat(LoginName.problemWithUserName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\",EMPTY",
                "\"   \",EMPTY",
                "\" john\",OUTER_SPACE",
                "\"john \",OUTER_SPACE",
                "\"john\u2003\",OUTER_SPACE",
                "john:doe,FORBIDDEN_CHARACTER",
                "john@doe,FORBIDDEN_CHARACTER",
                "john/doe,FORBIDDEN_CHARACTER",
                "john\\doe,FORBIDDEN_CHARACTER",
                "<john>,FORBIDDEN_CHARACTER",
                "=1+1,FORBIDDEN_CHARACTER",
                "(unusable),FORBIDDEN_CHARACTER",
                "john📞,FORBIDDEN_CHARACTER",
                "jo\u0000hn,FORBIDDEN_CHARACTER",
                "jo\u0007hn,FORBIDDEN_CHARACTER",
                "jo\u200Bhn,FORBIDDEN_CHARACTER",
                "jo\u200Dhn,FORBIDDEN_CHARACTER",
                "jo\u00ADhn,FORBIDDEN_CHARACTER",
                "jo\u202Ehn,FORBIDDEN_CHARACTER",
                "jo\u2066hn,FORBIDDEN_CHARACTER",
                "jo\u00A0hn,FORBIDDEN_CHARACTER",
                "jo\u3164hn,FORBIDDEN_CHARACTER",
                "jo\u115Fhn,FORBIDDEN_CHARACTER",
                "jo\uFFA0hn,FORBIDDEN_CHARACTER",
                "jo\uFE0Fhn,FORBIDDEN_CHARACTER",
                "jo\u034Fhn,FORBIDDEN_CHARACTER",
                "\u0301john,FORBIDDEN_CHARACTER",
                "ジョン：ドウ,FORBIDDEN_CHARACTER",
                "ｊｏｈｎ＠ｄｏｅ,FORBIDDEN_CHARACTER",
                "⁇,FORBIDDEN_CHARACTER"
            })
    void problemWithUserNameWhenBadThenNamed(String name, Problem problem) {
        assertThat(LoginName.problemWithUserName(name)).contains(problem);
    }

    @Test
    void problemWithUserNameWhenMoreThan64CodePointsThenTooLong() {
        assertThat(LoginName.problemWithUserName("x".repeat(64))).isEmpty();
        assertThat(LoginName.problemWithUserName("𠀀".repeat(64))).isEmpty();
        assertThat(LoginName.problemWithUserName("x".repeat(65))).contains(Problem.TOO_LONG);
        assertThat(LoginName.problemWithUserName("ﬃ".repeat(40))).contains(Problem.TOO_LONG);
    }

    @Test
    void problemWithUserNameWhenHalfASurrogatePairThenForbidden() {
        assertThat(LoginName.problemWithUserName("jo\uD83Dhn"))
                .contains(Problem.FORBIDDEN_CHARACTER);
    }

    @Test
    void problemWithUserNameWhenNoneThenItsCanonicalFormIsANameToo() {
        SeededRandom random = new SeededRandom(64);
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            String name = random.text(4);
            if (LoginName.problemWithUserName(name).isEmpty()) {
                accepted++;
                String canonical = LoginName.of(name).value();
                assertThat(LoginName.problemWithUserName(canonical)).as(name).isEmpty();
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "john@example.com",
                "J.O'Brien+pbx@sub.example.co.uk",
                "a@b.cd",
                "1001@pbx-1.example.org",
                "x!#$%&'*+/=?^_`{|}~-y@example.com",
                "info@müller.de",
                "info@xn--mller-kva.de",
                "info@例え.テスト",
                "info@пример.рф"
            })
    void problemWithEmailWhenMailCanBeSentThereThenNone(String address) {
        assertThat(LoginName.problemWithEmail(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|EMPTY",
                "\"  \"|EMPTY",
                "john|NOT_AN_ADDRESS",
                "@example.com|NOT_AN_ADDRESS",
                "john@|NOT_AN_ADDRESS",
                "john@localhost|NOT_AN_ADDRESS",
                "john@example..com|NOT_AN_ADDRESS",
                "john@.example.com|NOT_AN_ADDRESS",
                "john@example.com.|NOT_AN_ADDRESS",
                "john@-example.com|NOT_AN_ADDRESS",
                "john@example-.com|NOT_AN_ADDRESS",
                "john@192.0.2.1|NOT_AN_ADDRESS",
                ".john@example.com|NOT_AN_ADDRESS",
                "john.@example.com|NOT_AN_ADDRESS",
                "jo..hn@example.com|NOT_AN_ADDRESS",
                "john@[192.0.2.1]|FORBIDDEN_CHARACTER",
                "john@example_1.com|FORBIDDEN_CHARACTER",
                "a@b@example.com|FORBIDDEN_CHARACTER",
                "john doe@example.com|FORBIDDEN_CHARACTER",
                "\" john@example.com\"|FORBIDDEN_CHARACTER",
                "\"john@example.com \"|FORBIDDEN_CHARACTER",
                "<john@example.com>|FORBIDDEN_CHARACTER",
                "jöhn@example.com|FORBIDDEN_CHARACTER",
                "john,doe@example.com|FORBIDDEN_CHARACTER",
                "john;doe@example.com|FORBIDDEN_CHARACTER",
                "john:doe@example.com|FORBIDDEN_CHARACTER",
                "john(x)@example.com|FORBIDDEN_CHARACTER",
                "john＠example.com|NOT_AN_ADDRESS",
                "john@exa\u200Bmple.com|FORBIDDEN_CHARACTER",
                "john@example。com|FORBIDDEN_CHARACTER"
            })
    void problemWithEmailWhenBadThenNamed(String address, Problem problem) {
        assertThat(LoginName.problemWithEmail(address)).contains(problem);
    }

    @Test
    void problemWithEmailWhenItCouldStartAHeaderLineThenForbidden() {
        for (String evil :
                new String[] {
                    "a@example.com\r\nBcc: b@example.com",
                    "a\r\n@example.com",
                    "a@example.com\n",
                    "a@exa\u0000mple.com",
                    "\"a\"@example.com",
                    "a@example.com\u2028",
                    "a@example.com\u0085"
                }) {
            assertThat(LoginName.problemWithEmail(evil))
                    .as(evil)
                    .contains(Problem.FORBIDDEN_CHARACTER);
        }
    }

    @Test
    void problemWithEmailWhenTooLongThenTooLong() {
        String local = "l".repeat(64);
        String domain = ("d".repeat(61) + ".").repeat(3) + "com";

        assertThat((local + "@" + domain)).hasSize(254);
        assertThat(LoginName.problemWithEmail(local + "@" + domain)).isEmpty();
        assertThat(LoginName.problemWithEmail(local + "@" + domain + "m"))
                .contains(Problem.TOO_LONG);
        assertThat(LoginName.problemWithEmail(local + "l@example.com")).contains(Problem.TOO_LONG);
        assertThat(LoginName.problemWithEmail("a@" + "d".repeat(64) + ".com"))
                .contains(Problem.NOT_AN_ADDRESS);
        assertThat(LoginName.problemWithEmail("x".repeat(1_000_000))).contains(Problem.TOO_LONG);
    }

    @Test
    void problemWithEmailWhenAnyTextThenNeverThrowsAndNoneHasSafeAsciiForm() {
        SeededRandom random = new SeededRandom(5321);
        for (int round = 0; round < 50_000; round++) {
            String address = random.text(5) + "@" + random.text(6) + "." + random.text(4);
            Optional<Problem> problem = LoginName.problemWithEmail(address);
            if (problem.isEmpty()) {
                assertThat(address).matches("[!-~&&[^@]]+@[^\\s@\\p{C}]+\\.[^\\s@\\p{C}]+");
                assertThat(LoginName.of(address).value()).contains("@");
            }
        }
    }
}
