package dev.tollgate.cli;

import dev.tollgate.storage.SchemaPolicy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// One command: opens the portal, does its work, closes the portal. It works beside a running
/// server
/// and takes no lock that would keep one from starting.
@Command(
        footer = {
            "",
            "Takes settings as the server does, from the same files and variables and as arguments"
                    + " (--tollgate.data-dir=DIRECTORY). Run it as the user that the server runs as."
        })
abstract class ConsoleCommand implements Callable<Integer> {

    /// As on the server's command line.
    private static final Pattern SETTING = Pattern.compile("--(tollgate|spring)\\.[^=]+=.*");

    private final Core.Opener opener;
    private final Terminal terminal;
    private CommandSpec spec = CommandSpec.create();

    @Unmatched private final List<String> rest = new ArrayList<>();

    ConsoleCommand(Core.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Spec
    final void setSpec(CommandSpec given) {
        spec = given;
    }

    @Override
    public final Integer call() {
        try (Core core = opener.open(settings(), schemaPolicy())) {
            runNamingDatabase(core);
        }
        return CommandLine.ExitCode.OK;
    }

    /// The work. Nothing is done where it throws.
    ///
    /// @throws Refusal where the command cannot be carried out
    abstract void run(Core core);

    /// Only the first set-up may make a database, and no command changes one that is there.
    SchemaPolicy schemaPolicy() {
        return SchemaPolicy.CHECK;
    }

    final Terminal terminal() {
        return terminal;
    }

    /// What no option has taken. The value of what is refused is not repeated: it may be a
    /// password.
    private List<String> settings() {
        for (String argument : rest) {
            if (!SETTING.matcher(argument).matches()) {
                throw new ParameterException(
                        spec.commandLine(), "unknown argument: " + argument.split("=", 2)[0]);
            }
        }
        return List.copyOf(rest);
    }

    private void runNamingDatabase(Core core) {
        try {
            run(core);
        } catch (RuntimeException e) {
            throw Causes.find(e, SQLException.class)
                    .<RuntimeException>map(reason -> unusable(core, reason))
                    .orElse(e);
        }
    }

    private static Refusal unusable(Core core, SQLException reason) {
        return Refusal.of(
                "the database "
                        + core.databaseName()
                        + " cannot be used: "
                        + Causes.firstSentence(reason),
                "is it running, and is this the user that the server runs as?");
    }
}
