package dev.tollgate.cli;

import dev.tollgate.session.ConsoleAct;
import dev.tollgate.upkeep.KeyTurning;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// When the last backup that needs it is gone.
@Command(name = "drop", description = "Take an old key away that seals nothing any more.")
final class DropKeyCommand extends ConsoleCommand {

    @Parameters(paramLabel = "ID", description = "The key, as tollgate keys list names it.")
    private String id = "";

    DropKeyCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        ConsoleAct act = ConsoleAct.issue(core.get(Clock.class).instant());
        switch (core.get(KeyTurning.class).drop(act, id)) {
            case DONE -> {
                terminal().say("The key " + id + " is dropped.");
                terminal().hint("backups that were made under it can be restored with it only");
            }
            case NOT_OLD ->
                    throw Refusal.of(
                            "there is no old key " + id,
                            "tollgate keys list shows the keys; the current one cannot be dropped");
            case TOO_EARLY ->
                    throw Refusal.of(
                            "the key " + id + " was the current one until a moment ago",
                            "run this again in ten minutes");
            case IN_USE ->
                    throw Refusal.of(
                            "secrets are still sealed under the key " + id,
                            "tollgate keys rotate seals them anew");
        }
    }
}
