package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A process of its own, of the same Java and with the same classes as the test.
public final class TestJvm {

    private TestJvm() {}

    /// The command that starts a program; its arguments are added behind.
    ///
    /// @param options of the JVM, beside those that make it start quickly
    public static List<String> command(Class<?> program, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return command;
    }

    /// Starts a program, and kills it in the midst of what it does.
    ///
    /// @param scratch its folder for temporary files
    /// @param first its first arguments; the settings follow, as name=value
    /// @param begins the line that it prints at the beginning of each turn
    /// @param turns how many it begins, at least 1
    /// @param nanos how far into the last one
    public static void kill(
            Class<?> program,
            Path scratch,
            List<String> first,
            Map<String, Object> settings,
            String begins,
            int turns,
            long nanos)
            throws IOException, InterruptedException {
        List<String> command = command(program, "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + scratch);
        command.addAll(first);
        settings.forEach((setting, value) -> command.add(setting + "=" + value));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < turns; ) {
                String line = output.readLine();
                assertThat(line).as("the program ended by itself").isNotNull();
                i += line.equals(begins) ? 1 : 0;
            }
            LockSupport.parkNanos(nanos);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
