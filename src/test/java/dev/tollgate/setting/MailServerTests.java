package dev.tollgate.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServer.Parsed;
import dev.tollgate.setting.MailServer.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTests {

    private static final String SENDER = "pbx@example.com";

    @Test
    void parseWhenAllIsRightThenTaken() {
        assertThat(MailServer.parse(" smtp.example.com ", "587", "STARTTLS", "pbx", SENDER))
                .isEqualTo(
                        new Parsed.Valid(
                                new MailServer(
                                        "smtp.example.com",
                                        587,
                                        Encryption.STARTTLS,
                                        "pbx",
                                        SENDER)));
    }

    @Test
    void parseWhenAllIsWrongThenEachFieldIsNamed() {
        assertThat(problems("", "0", "SSL", "a\r\nb", "nobody"))
                .containsExactly(
                        Problem.HOST,
                        Problem.PORT,
                        Problem.ENCRYPTION,
                        Problem.USERNAME,
                        Problem.SENDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-a.example",
                "a..b",
                "smtp.example.com.",
                "a b",
                "a\r\nb",
                "a\u0000",
                "http://a",
                "a:25",
                "a/b",
                "[::1]",
                "müller.example",
                "a_b"
            })
    void parseWhenHostCannotBeThenRefused(String host) {
        assertThat(problems(host, "25", "TLS", "", SENDER)).containsExactly(Problem.HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "+25", "2 5", "٢٥", "99999999999", "25x"})
    void parseWhenPortCannotBeThenRefused(String port) {
        assertThat(problems("a.example", port, "TLS", "", SENDER)).containsExactly(Problem.PORT);
    }

    /// A password and every link would cross the network in clear.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp.example.com",
                "localhost.example.com",
                "127.example.com",
                "10.0.0.1",
                "0.0.0.0",
                "::",
                "::2",
                "128.0.0.1"
            })
    void parseWhenWithoutEncryptionOffThisMachineThenRefused(String host) {
        assertThat(problems(host, "25", "NONE", "", SENDER)).containsExactly(Problem.NOT_LOOPBACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "127.0.0.1",
                "127.1.2.3",
                "::1",
                "0:0:0:0:0:0:0:1"
            })
    void parseWhenWithoutEncryptionOnThisMachineThenTaken(String host) {
        assertThat(MailServer.parse(host, "25", "NONE", "", SENDER))
                .isInstanceOf(Parsed.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@a.example",
                "a@",
                "a@b@c.example",
                "a b@c.example",
                "a@c.example\r\nBcc: d@e.example",
                "a@c.example, d@e.example",
                "\"a\"@c.example",
                "a@c..example",
                ".a@c.example",
                "<a@c.example>",
                "ä@c.example"
            })
    void parseWhenSenderCannotBeThenRefused(String sender) {
        assertThat(problems("a.example", "25", "TLS", "", sender)).containsExactly(Problem.SENDER);
    }

    @ParameterizedTest
    @CsvSource({
        "A.example, 25, TLS, pbx, true",
        "b.example, 25, TLS, pbx, false",
        "a.example, 26, TLS, pbx, false",
        "a.example, 25, STARTTLS, pbx, false",
        "a.example, 25, TLS, Pbx, false"
    })
    void sharesPasswordWhenAnythingThatLeadsToTheServerDiffersThenNot(
            String host, int port, Encryption encryption, String username, boolean shares) {
        MailServer before = new MailServer("a.example", 25, Encryption.TLS, "pbx", SENDER);
        MailServer after = new MailServer(host, port, encryption, username, "other@example.com");

        assertThat(after.sharesPasswordWith(before)).isEqualTo(shares);
    }

    private static List<Problem> problems(
            String host, String port, String encryption, String username, String sender) {
        return ((Parsed.Invalid) MailServer.parse(host, port, encryption, username, sender))
                .problems();
    }
}
