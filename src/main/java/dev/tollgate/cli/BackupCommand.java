package dev.tollgate.cli;

import dev.tollgate.session.ConsoleAct;
import dev.tollgate.upkeep.Backup;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// While the portal runs.
@Command(
        name = "backup",
        description = "Write the whole database to a file, while the portal runs.")
final class BackupCommand extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    private Path file = Path.of("");

    BackupCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        core.get(Backup.class)
                .write(ConsoleAct.issue(core.get(Clock.class).instant()), file.toAbsolutePath());
        terminal().say("The backup is in " + file + ".");
        terminal().hint("the key is not in it: keep a copy of the key file elsewhere");
    }
}
