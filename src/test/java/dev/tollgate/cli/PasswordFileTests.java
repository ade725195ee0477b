package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class PasswordFileTests {

    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"one", "one\n", "one\r\n"})
    void readWhenOneLineEndThenWithoutIt(String content) {
        assertThat(read("-", content)).isEqualTo("one");
    }

    @Test
    void readWhenMoreThenOnlyTheLastLineEndGoes() {
        assertThat(read("-", " one \n\n")).isEqualTo(" one \n");
        assertThat(read("-", "")).isEmpty();
        assertThat(read("-", "größer 📞")).isEqualTo("größer 📞");
    }

    @Test
    void readWhenAFileOfTheOwnerThenNoWarning() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "one\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(read(file.toString(), "")).isEqualTo("one");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--"})
    void readWhenOthersMayReadItTooThenWarns(String permissions) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "one\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(read(file.toString(), "")).isEqualTo("one");
        assertThat(err.toString()).contains("tollgate: warning: ", "tollgate: hint: chmod 600");
    }

    @Test
    void readWhenNoSuchFileThenRefused() {
        assertThatThrownBy(() -> read(directory.resolve("none").toString(), ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot read the password from");
    }

    @Test
    void readWhenNotUtf8ThenRefused() {
        ByteArrayInputStream latin1 =
                new ByteArrayInputStream("größer".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new PasswordFile("-", terminal(latin1)).read())
                .isInstanceOf(Refusal.class)
                .hasMessage("the password in standard input is not UTF-8");
    }

    private String read(String name, String input) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new PasswordFile(name, terminal(in)).read().reveal();
    }

    private Terminal terminal(ByteArrayInputStream in) {
        CommandLine commandLine =
                new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err));
        return new Terminal(commandLine, in);
    }
}
