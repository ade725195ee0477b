package dev.tollgate.bootstrap;

import dev.tollgate.cli.Core;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Runs commands of the program in this JVM, and keeps what they print.
public final class TestConsole {

    private TestConsole() {}

    /// What a command left behind.
    public record Result(int exitCode, String out, String err) {}

    public static Result run(Map<String, Object> settings, String... arguments) {
        return runWithInput("", settings, arguments);
    }

    /// @param input what stands on standard input
    public static Result runWithInput(
            String input, Map<String, Object> settings, String... arguments) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return execute(Tollgate.commandLine(in), settings, arguments);
    }

    /// Runs a command line that a test has put together itself.
    public static Result execute(
            CommandLine program, Map<String, Object> settings, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        settings.forEach((name, value) -> all.add("--" + name + "=" + value));
        int exitCode =
                program.setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }

    /// How the program itself opens the portal for a command.
    public static Core.Opener opener() {
        return ConsoleContext::open;
    }
}
