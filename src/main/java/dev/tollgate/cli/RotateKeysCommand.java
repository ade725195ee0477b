package dev.tollgate.cli;

import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.StorageProperties;
import dev.tollgate.upkeep.KeyTurning;
import java.time.Clock;
import picocli.CommandLine.Command;

/// Online: the portal goes on, and what it changes meanwhile stays.
@Command(name = "rotate", description = "Seal every secret under a new key, while the portal runs.")
final class RotateKeysCommand extends ConsoleCommand {

    RotateKeysCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        KeyTurning turning = core.get(KeyTurning.class);
        if (turning.isUnfinished()) {
            terminal().say("An earlier rotation was not finished and goes on.");
        } else {
            terminal().say("The key " + turn(core, turning) + " is the current one.");
        }
        reseal(core, turning);
    }

    private static String turn(Core core, KeyTurning turning) {
        Keys keys = core.get(Keys.class);
        if (keys.waiting().isEmpty()) {
            refuseSeveralServers(core);
            keys.prepare();
        }
        return turning.turn(ConsoleAct.issue(core.get(Clock.class).instant()))
                .orElseThrow(
                        () ->
                                Refusal.of(
                                        "another command has turned the key at this very moment",
                                        "tollgate keys list shows how things stand"));
    }

    private static void refuseSeveralServers(Core core) {
        if (!core.get(StorageProperties.class).database().url().isEmpty()) {
            throw Refusal.of(
                    "no new key is there, and with PostgreSQL there may be other servers that need"
                            + " it first",
                    "tollgate keys new makes one; copy the key file to every server, then run this"
                            + " again");
        }
    }

    private void reseal(Core core, KeyTurning turning) {
        Resealing.Outcome outcome = core.get(Resealing.class).run(_ -> {});
        terminal().say(outcome.resealed() + " secrets are sealed under it anew.");
        if (outcome.unreadable() > 0) {
            throw Refusal.of(
                    outcome.unreadable() + " secrets do not open and stay as they are",
                    "they were altered or copied from elsewhere; the log of the server says which"
                            + " when it meets them");
        }
        terminal()
                .say(
                        turning.isUnfinished()
                                ? "The portal sealed some more meanwhile: run the command once more."
                                : "No secret is sealed under another key any more.");
        terminal()
                .hint(
                        "keep a copy of the key file; backups made before today need the old key:"
                                + " tollgate keys drop ID takes it away");
    }
}
