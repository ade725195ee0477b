package dev.tollgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/// Where a command speaks: results, and the secrets that were asked for, on standard output;
/// everything else on standard error.
final class Terminal {

    private final CommandLine commandLine;
    private final InputStream in;

    Terminal(CommandLine commandLine, InputStream in) {
        this.commandLine = commandLine;
        this.in = in;
    }

    InputStream in() {
        return in;
    }

    /// A result.
    void say(String sentence) {
        print(commandLine.getOut(), sentence);
    }

    void error(String message) {
        print(commandLine.getErr(), "tollgate: error: " + message);
    }

    void warn(String message) {
        print(commandLine.getErr(), "tollgate: warning: " + message);
    }

    void hint(String message) {
        print(commandLine.getErr(), "tollgate: hint: " + message);
    }

    /// Asks, and gives the line that is typed, or nothing at the end of the input.
    String ask(String question) {
        PrintWriter err = commandLine.getErr();
        err.print("tollgate: " + question);
        err.flush();
        StringBuilder line = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
        return line.toString().strip();
    }

    /// For a defect, so that it can be reported.
    void trace(Exception defect) {
        defect.printStackTrace(commandLine.getErr());
        commandLine.getErr().flush();
    }

    private static void print(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }
}
