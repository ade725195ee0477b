package dev.tollgate.cli;

import dev.tollgate.account.OneTimePassword;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import picocli.CommandLine.Option;

/// Where the password comes from that a command sets: from a file, or from chance, and then it is
/// shown once.
final class IssuedPassword {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File that holds the password, - for standard input;"
                            + " without it a one-time password is made and shown.")
    private String file = "";

    boolean isGiven() {
        return !file.isEmpty();
    }

    Secret choose(Core core, Terminal terminal) {
        return isGiven()
                ? new PasswordFile(file, terminal).read()
                : OneTimePassword.random(core.get(RandomSource.class));
    }

    /// Shows a password that nobody knows yet.
    void show(Secret password, Terminal terminal) {
        if (!isGiven()) {
            terminal.say("One-time password, shown only now:");
            terminal.say("");
            terminal.say("    " + password.reveal());
            terminal.say("");
        }
    }
}
