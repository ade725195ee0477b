package dev.tollgate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
}
