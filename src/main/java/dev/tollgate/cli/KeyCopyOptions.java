package dev.tollgate.cli;

import dev.tollgate.account.Passphrase;
import dev.tollgate.kernel.Secret;
import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether the key goes with a backup, and what opens it: typed at the terminal or read from a
/// file, and never an argument, which every user of the machine can read.
final class KeyCopyOptions {

    @Option(
            names = "--with-key",
            description = "With the key beside it, in FILE.key, which a passphrase opens.")
    private boolean withKey;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "File that holds the passphrase, - for standard input; without it the terminal"
                            + " asks.")
    private @Nullable String passphraseFile;

    /// Empty where the key does not go with it.
    ///
    /// @param twice whether a new one is typed
    /// @throws Refusal if there is none, it is too short, or not the same twice
    Optional<Passphrase> passphrase(Terminal terminal, boolean twice) {
        if (!withKey) {
            return Optional.empty();
        }
        Secret typed =
                passphraseFile == null
                        ? typed(twice)
                        : new PasswordFile(passphraseFile, terminal).read();
        try {
            return Optional.of(new Passphrase(typed));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(
                    "a passphrase has "
                            + Passphrase.LEAST
                            + " to "
                            + Passphrase.MOST
                            + " characters",
                    "six words by chance are good, and can be written down");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // in Java 25 it is null again without a terminal
    private static Secret typed(boolean twice) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw Refusal.of(
                    "there is no terminal to type a passphrase at", "give --passphrase-file FILE");
        }
        Secret typed = read(console, "Passphrase: ");
        if (twice && !typed.matches(read(console, "Once more: "))) {
            throw Refusal.of("the two are not the same", "");
        }
        return typed;
    }

    private static Secret read(Console console, String question) {
        char[] typed = console.readPassword("%s", question);
        return Secret.of(typed == null ? "" : new String(typed));
    }
}
