package dev.tollgate.cli;

import dev.tollgate.account.Passphrase;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.upkeep.Backup;
import dev.tollgate.upkeep.KeyCopy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// While the portal runs.
@Command(
        name = "backup",
        description = "Write the whole database to a file, while the portal runs.")
final class BackupCommand extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
    private Path file = Path.of("");

    @Mixin private final KeyCopyOptions key = new KeyCopyOptions();

    BackupCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        Optional<Passphrase> passphrase = key.passphrase(terminal(), true);
        Path backup = file.toAbsolutePath();
        if (passphrase.isPresent()) {
            writeWithKey(core, backup, passphrase.get());
        } else {
            write(core, backup);
        }
        terminal().say("The backup is in " + file + ".");
        if (passphrase.isPresent()) {
            terminal().say("The key is in " + KeyCopy.beside(file) + ", sealed.");
            terminal()
                    .hint("whoever has both and the passphrase has everything: keep it elsewhere");
        } else {
            terminal().hint("the key is not in it: keep a copy of the key file elsewhere");
        }
    }

    /// Where there is no backup there is no copy of the key either.
    private static void writeWithKey(Core core, Path backup, Passphrase passphrase) {
        Path key = KeyCopy.beside(backup);
        core.get(KeyCopy.class).write(key, passphrase);
        boolean made = false;
        try {
            write(core, backup);
            made = true;
        } finally {
            if (!made) {
                KeyCopy.remove(key);
            }
        }
    }

    private static void write(Core core, Path backup) {
        core.get(Backup.class).write(ConsoleAct.issue(core.get(Clock.class).instant()), backup);
    }
}
