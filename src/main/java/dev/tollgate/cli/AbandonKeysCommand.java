package dev.tollgate.cli;

import dev.tollgate.sealing.Keys;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.ServerLock;
import dev.tollgate.upkeep.LostKey;
import java.time.Clock;
import picocli.CommandLine.Command;

/// When the key is lost for good.
@Command(
        name = "abandon",
        description = "Begin with a new key where the old one is lost, without its secrets.")
final class AbandonKeysCommand extends ConsoleCommand {

    private static final String WORD = "abandon";

    AbandonKeysCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        LostKey lost = core.get(LostKey.class);
        try (ServerLock _ = ServerLock.take(core.get(DataDirectory.class))) {
            if (!lost.isLost()) {
                throw Refusal.of(
                        "the key is not lost: it is at " + core.get(Keys.class).place(),
                        "tollgate keys rotate puts another in its place");
            }
            ask();
            String id = lost.abandon(ConsoleAct.issue(core.get(Clock.class).instant()));
            terminal().say("The key " + id + " is the current one.");
        }
        terminal().say("Nobody can log in. For each account, beginning with an administrator's:");
        terminal().say("    tollgate account reset-password NAME");
        terminal().say("    tollgate account reset-2fa NAME");
        terminal().say("The password of the mail server has to be entered again.");
    }

    private void ask() {
        terminal()
                .warn(
                        "every password, authenticator, recovery code and trusted device stops"
                                + " working, and the password of the mail server is forgotten");
        terminal().hint("look for the key once more in backups: this cannot be undone");
        if (!terminal().ask("Type " + WORD + " to go on: ").equals(WORD)) {
            throw Refusal.of("nothing was changed", "");
        }
    }
}
