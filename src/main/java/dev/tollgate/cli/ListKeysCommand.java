package dev.tollgate.cli;

import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.KnownKey;
import dev.tollgate.sealing.Resealing;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/// Which keys there are and what each is still needed for.
@Command(name = "list", description = "Show the keys, and how many secrets each one seals.")
final class ListKeysCommand extends ConsoleCommand {

    ListKeysCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        Map<String, Long> uses = core.get(Resealing.class).uses();
        for (KnownKey key : core.get(Keys.class).all()) {
            terminal()
                    .say(
                            "%s  %-7s  since %s  %d secrets"
                                    .formatted(
                                            key.id(),
                                            key.state().name().toLowerCase(Locale.ROOT),
                                            key.since(),
                                            uses.getOrDefault(key.id(), 0L)));
        }
        core.get(Keys.class).waiting().ifPresent(id -> terminal().say(id + "  waiting"));
    }
}
