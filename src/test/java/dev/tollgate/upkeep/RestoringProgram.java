package dev.tollgate.upkeep;

import dev.tollgate.bootstrap.TestConsole;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A program that restores a backup once, and says when it begins and how it ended.
final class RestoringProgram {

    static final String BEGINS = "the restore begins";
    static final String ENDED = "the restore ended with ";

    private RestoringProgram() {}

    /// @param arguments the file, then the portal's settings, each as `name=value`
    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Arrays.stream(arguments)
                        .skip(1)
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        System.out.println(BEGINS);
        TestConsole.Result result =
                TestConsole.runWithInput("restore\n", settings, "restore", arguments[0]);
        System.out.println(ENDED + result.exitCode() + result.err().replace('\n', ' '));
    }
}
