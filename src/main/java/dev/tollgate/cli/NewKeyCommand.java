package dev.tollgate.cli;

import dev.tollgate.sealing.Keys;
import picocli.CommandLine.Command;

/// For several servers, which must all have the key before one of them seals under it.
@Command(
        name = "new",
        description = "Put a new key into the key file, for tollgate keys rotate to take.")
final class NewKeyCommand extends ConsoleCommand {

    NewKeyCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        Keys keys = core.get(Keys.class);
        terminal().say("The key " + keys.prepare() + " is in " + keys.place() + ".");
        terminal()
                .hint(
                        "copy the file to every other server, then run tollgate keys rotate on one"
                                + " of them");
    }
}
