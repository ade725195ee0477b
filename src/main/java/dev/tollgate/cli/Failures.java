package dev.tollgate.cli;

import dev.tollgate.sealing.KeyException;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.MissingDatabaseException;
import dev.tollgate.storage.RunningServerException;
import dev.tollgate.storage.SchemaVersionException;
import dev.tollgate.upkeep.BackupException;
import java.util.Optional;
import org.springframework.beans.FatalBeanException;
import org.springframework.boot.context.config.ConfigDataException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Says why a command was not carried out: `tollgate: error: …`, and `tollgate: hint: …` where
/// there is something to do. Exit code 1 for a refusal, 2 for a command line that makes no sense.
final class Failures {

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    int refuse(Exception failure, CommandLine command, ParseResult parsed) {
        Optional<Refusal> refusal = Causes.find(failure, Refusal.class).or(() -> known(failure));
        if (refusal.isEmpty()) {
            terminal.error(
                    "something went wrong that should not; what follows says what and where");
            terminal.trace(failure);
            return ExitCode.SOFTWARE;
        }
        refusal.get().errors().forEach(terminal::error);
        if (!refusal.get().hint().isEmpty()) {
            terminal.hint(refusal.get().hint());
        }
        return ExitCode.SOFTWARE;
    }

    int misuse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        terminal.error(lowerCased(Causes.firstSentence(failure)));
        terminal.hint(command.getCommandSpec().qualifiedName() + " --help says more");
        return ExitCode.USAGE;
    }

    private static Optional<Refusal> known(Exception failure) {
        return Causes.find(failure, KeyException.class)
                .map(key -> Refusal.because(key, key.hint()))
                .or(
                        () ->
                                Causes.find(failure, BackupException.class)
                                        .map(broken -> Refusal.because(broken, broken.hint())))
                .or(() -> ofStorage(failure))
                .or(() -> ofAccount(failure))
                .or(() -> ofSettings(failure));
    }

    private static Optional<Refusal> ofStorage(Exception failure) {
        Optional<Refusal> schema =
                Causes.find(failure, SchemaVersionException.class)
                        .map(other -> Refusal.because(other, other.hint()));
        return schema.or(
                        () ->
                                Causes.find(failure, MissingDatabaseException.class)
                                        .map(missing -> Refusal.because(missing, missing.hint())))
                .or(
                        () ->
                                Causes.find(failure, RunningServerException.class)
                                        .map(
                                                running ->
                                                        Refusal.because(
                                                                running,
                                                                "stop every server of this portal"
                                                                        + " first")));
    }

    private static Optional<Refusal> ofAccount(Exception failure) {
        return Causes.find(failure, StaleSessionException.class)
                .map(
                        _ ->
                                Refusal.of(
                                        "the account was changed at this very moment, by its owner"
                                                + " or by another command; nothing was done",
                                        "run the command again"));
    }

    /// A part that does not start, or a settings file that cannot be read: the last cause says why.
    private static Optional<Refusal> ofSettings(Exception failure) {
        return Causes.find(failure, FatalBeanException.class)
                .map(RuntimeException.class::cast)
                .or(() -> Causes.find(failure, ConfigDataException.class))
                .map(
                        _ ->
                                Refusal.of(
                                        "the portal cannot be opened: "
                                                + Causes.firstSentence(Causes.root(failure)),
                                        "docs/configuration.md names every setting"));
    }

    private static String lowerCased(String message) {
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
