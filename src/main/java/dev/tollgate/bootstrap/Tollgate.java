package dev.tollgate.bootstrap;

import dev.tollgate.cli.ConsoleCommands;
import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/// The program. Without a subcommand it says how it is used.
@Command(
        name = "tollgate",
        description = "The web portal of a PBX, with two-factor authentication.",
        subcommands = ServerCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Tollgate.Version.class,
        scope = ScopeType.INHERIT)
public final class Tollgate implements Runnable {

    private Tollgate() {}

    public static void main(String[] args) {
        int exitCode = commandLine(System.in).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /// All of it, ready to execute.
    ///
    /// @param in standard input
    static CommandLine commandLine(InputStream in) {
        CommandLine program = new CommandLine(new Tollgate());
        ConsoleCommands.addTo(program, ConsoleContext::open, in);
        return program;
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /// What stands in the jar's manifest.
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Tollgate.class.getPackage().getImplementationVersion();
            return new String[] {"tollgate " + (version == null ? "unpackaged" : version)};
        }
    }
}
