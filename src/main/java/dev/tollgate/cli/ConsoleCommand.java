package dev.tollgate.cli;

import static java.util.stream.Collectors.toSet;

import dev.tollgate.audit.AuditSealer;
import dev.tollgate.audit.BrokenChainException;
import dev.tollgate.storage.SchemaPolicy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// One command: opens the portal, does its work, closes the portal. It works beside a running
/// server and takes no lock that would keep one from starting.
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

    /// Opens another database beside the one of [#run], under the same settings but for these.
    final Core openOther(SchemaPolicy policy, Map<String, String> instead) {
        Set<String> replaced =
                instead.keySet().stream().map(ConsoleCommand::canonical).collect(toSet());
        List<String> all = new ArrayList<>(settings());
        all.removeIf(
                setting -> replaced.contains(canonical(setting.substring(2).split("=", 2)[0])));
        instead.forEach((name, value) -> all.add("--" + name + "=" + value));
        return opener.open(all, policy);
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

    /// Spring takes several spellings of a setting for one.
    private static String canonical(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private void runNamingDatabase(Core core) {
        try {
            run(core);
            sealRecord(core);
        } catch (RuntimeException e) {
            throw Causes.find(e, SQLException.class)
                    .<RuntimeException>map(reason -> unusable(core, reason))
                    .orElse(e);
        }
    }

    /// What the command wrote is chained here where no server runs that would do it. The command is
    /// done whether or not this succeeds.
    void sealRecord(Core core) {
        try {
            core.get(AuditSealer.class).finish();
        } catch (BrokenChainException | DataAccessException | TransactionException e) {
            terminal.warn("the audit record was not chained: " + Causes.firstSentence(e));
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
