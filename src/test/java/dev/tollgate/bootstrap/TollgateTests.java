package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TollgateTests {

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void versionWhenAskedThenOnStandardOutput(String option) {
        TestConsole.Result result = TestConsole.run(Map.of(), option);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("tollgate ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void helpWhenAskedThenNamesEveryCommand() {
        assertThat(TestConsole.run(Map.of(), "--help").out())
                .contains("server", "setup", "setup-link", "account");
        assertThat(TestConsole.run(Map.of(), "account", "--help").out())
                .contains("reset-2fa", "unlock", "reset-password", "create-super-admin");
        assertThat(TestConsole.run(Map.of(), "account", "unlock", "--help").out())
                .contains("Usage: tollgate account unlock", "--tollgate.data-dir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "account",
                "account frobnicate",
                "account unlock",
                "account unlock one two",
                "account unlock admin --force",
                "account unlock admin --server.port=9090",
                "setup --username admin",
                "setup-link --portal-address"
            })
    void commandLineWhenItMakesNoSenseThenExitCode2(String line) {
        TestConsole.Result result = TestConsole.run(Map.of(), line.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .matches("tollgate: error: [a-z].*[^.]\\R" + "tollgate: hint: .*--help.*\\R");
    }

    @Test
    void argumentWhenUnknownThenItsValueIsNotRepeated() {
        TestConsole.Result result =
                TestConsole.run(Map.of(), "account", "unlock", "admin", "--password=hush-hush");

        assertThat(result.err()).contains("--password").doesNotContain("hush-hush");
    }
}
