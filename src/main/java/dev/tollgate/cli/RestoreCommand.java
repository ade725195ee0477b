package dev.tollgate.cli;

import dev.tollgate.account.Passphrase;
import dev.tollgate.sealing.SealingProperties;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.SchemaPolicy;
import dev.tollgate.storage.ServerLock;
import dev.tollgate.storage.SpareDatabase;
import dev.tollgate.upkeep.Carried;
import dev.tollgate.upkeep.Concerned;
import dev.tollgate.upkeep.Concerned.Loss;
import dev.tollgate.upkeep.KeyCopy;
import dev.tollgate.upkeep.Restoration;
import dev.tollgate.upkeep.Restored;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// With the portal stopped. The database that is there stays until the restored one is whole, and
/// is kept aside then.
@Command(name = "restore", description = "Put a backup in the place of the database.")
final class RestoreCommand extends ConsoleCommand {

    private static final String WORD = "restore";

    @Parameters(paramLabel = "FILE", description = "What tollgate backup has written.")
    private Path file = Path.of("");

    @Option(
            names = "--old-is-lost",
            description =
                    "Restore although the database that is there cannot be read: what was changed"
                            + " since the backup is then not known.")
    private boolean oldIsLost;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Where the database that is there is lost: the file of the audit stream. Who was"
                            + " changed since the backup has to be let in anew.")
    private @Nullable Path events;

    @Mixin private final KeyCopyOptions key = new KeyCopyOptions();

    RestoreCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    SchemaPolicy schemaPolicy() {
        return SchemaPolicy.CREATE_OR_CHECK;
    }

    @Override
    void run(Core core) {
        SpareDatabase spare = core.get(SpareDatabase.class);
        key.passphrase(terminal(), false).ifPresent(typed -> openKey(core, typed));
        ConsoleAct act = ConsoleAct.issue(core.get(Clock.class).instant());
        try (ServerLock _ = ServerLock.take(core.get(DataDirectory.class))) {
            boolean replaces = spare.hasOriginal();
            if (events != null && replaces && !oldIsLost) {
                throw Refusal.of(
                        "what was changed since is read from the database that is there",
                        "without --events; or with --old-is-lost where it cannot be read");
            }
            if (replaces) {
                ask();
            }
            spare.clear();
            Map<String, String> settings = spare.settings(keyFile(core));
            Restored restored = fill(act, settings, replaces && !oldIsLost);
            String kept = spare.takePlace(act.at());
            report(restored, replaces ? kept : "");
        }
    }

    private void openKey(Core core, Passphrase passphrase) {
        int added = core.get(KeyCopy.class).open(KeyCopy.beside(file.toAbsolutePath()), passphrase);
        terminal().say(added + " keys were put into the key file.");
    }

    private void ask() {
        terminal().warn("the database that is there will be replaced, and kept aside");
        if (!terminal().ask("Type " + WORD + " to go on: ").equals(WORD)) {
            throw Refusal.of("nothing was changed", "");
        }
    }

    private static String keyFile(Core core) {
        String set = core.get(SealingProperties.class).keyFile();
        Path file =
                set.isEmpty()
                        ? core.get(DataDirectory.class).resolve("tollgate.key")
                        : Path.of(set);
        return file.toAbsolutePath().toString();
    }

    private Restored fill(ConsoleAct act, Map<String, String> settings, boolean readsOld) {
        try (Core beside = openOther(SchemaPolicy.LEAVE, settings)) {
            Restoration restoration = beside.get(Restoration.class);
            if (!readsOld) {
                return restoration.fill(
                        act, file.toAbsolutePath(), Optional.empty(), Optional.ofNullable(events));
            }
            try (Core old = openOther(SchemaPolicy.CHECK, Map.of())) {
                return restoration.fill(
                        act,
                        file.toAbsolutePath(),
                        Optional.of(old.get(JdbcClient.class)),
                        Optional.empty());
            }
        }
    }

    private void report(Restored restored, String kept) {
        Carried carried = restored.carried();
        terminal().say("The portal is as it was on " + restored.takenAt() + ".");
        if (!kept.isEmpty()) {
            terminal().say("The database that was there is kept: " + kept);
        }
        terminal()
                .say(
                        "Nobody is logged in. Trusted devices, links and recovery codes have ended;"
                                + " authenticators stay.");
        if (carried.known()) {
            terminal()
                    .say(
                            "Password, second factor, role and status were taken over from it for "
                                    + carried.changed()
                                    + " accounts; "
                                    + carried.gone()
                                    + " that had been deleted are disabled; "
                                    + carried.made()
                                    + " made since are gone.");
        } else if (events == null) {
            terminal()
                    .warn(
                            "what was changed since is not known: passwords, second factors, roles"
                                    + " and accounts closed since are as they were in the backup");
            terminal().hint("a file of the audit stream tells who is concerned: --events FILE");
        } else {
            concerned(restored.concerned());
        }
    }

    private void concerned(List<Concerned> concerned) {
        terminal()
                .say(
                        concerned.size()
                                + " accounts were changed since, as the events tell."
                                + (concerned.isEmpty()
                                        ? ""
                                        : " What was changed is taken away until you have made"
                                                + " sure who asks:"));
        for (Concerned one : concerned) {
            one.losses().stream()
                    .sorted()
                    .forEach(loss -> terminal().say("    " + way(loss, one.name())));
        }
    }

    private static String way(Loss loss, String name) {
        return switch (loss) {
            case PASSWORD -> "tollgate account reset-password " + name;
            case SECOND_FACTOR -> "tollgate account reset-2fa " + name;
            case ACCESS -> name + " is disabled: an administrator can enable the account";
        };
    }
}
