package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Secret;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.SchemaPolicy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The first set-up without the wizard, for scripts.
@Command(
        name = "setup",
        description = "Set up a new portal: its settings and the first super administrator.")
final class SetUpCommand extends ConsoleCommand {

    @Option(
            names = "--username",
            required = true,
            paramLabel = "NAME",
            description = "User name of the super administrator.")
    private String username = "";

    @Option(
            names = "--email",
            required = true,
            paramLabel = "ADDRESS",
            description = "Email address of the super administrator.")
    private String email = "";

    @Option(
            names = "--password-file",
            required = true,
            paramLabel = "FILE",
            description = "File that holds the password, - for standard input.")
    private String passwordFile = "";

    @Mixin private final PortalOptions portal = new PortalOptions();

    SetUpCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    SchemaPolicy schemaPolicy() {
        return SchemaPolicy.CREATE_OR_CHECK;
    }

    @Override
    void run(Core core) {
        Secret password = new PasswordFile(passwordFile, terminal()).read();
        NewAccount wanted =
                new NewAccount(username, email, password, password, Role.SUPER_ADMINISTRATOR);
        PortalSettings settings = check(core, wanted);
        Account made = make(core, wanted, settings);
        terminal().say("The set-up is done. " + made.username() + " is the super administrator.");
        terminal()
                .say(
                        "Log in at "
                                + settings.portalAddress()
                                + "/login and turn on two-factor authentication.");
    }

    /// Everything that is wrong with the settings and the account.
    private PortalSettings check(Core core, NewAccount wanted) {
        PortalSettings initial = Settings.initial();
        PortalSettings.Parsed parsed = portal.parse(initial);
        List<String> errors = new ArrayList<>();
        PortalSettings settings =
                switch (parsed) {
                    case PortalSettings.Parsed.Valid(PortalSettings valid) -> valid;
                    case PortalSettings.Parsed.Invalid(List<PortalSettings.Problem> problems) -> {
                        problems.forEach(problem -> errors.add(ProblemTexts.text(problem)));
                        yield initial;
                    }
                };
        core.get(AccountForms.class)
                .problems(wanted, settings)
                .forEach(problem -> errors.add(ProblemTexts.text(problem)));
        if (!errors.isEmpty()) {
            throw Refusal.of(errors, "");
        }
        return settings;
    }

    private static Account make(Core core, NewAccount wanted, PortalSettings settings) {
        FirstSetUp setUp = core.get(FirstSetUp.class);
        if (!setUp.isWaiting()) {
            throw doneBefore();
        }
        return setUp.completeOnConsole(
                        wanted,
                        core.get(Accounts.class).hash(wanted.password()),
                        settings,
                        core.get(Clock.class).instant())
                .orElseThrow(SetUpCommand::doneBefore);
    }

    private static Refusal doneBefore() {
        return Refusal.of(
                "the set-up has been done before; nothing was changed",
                "tollgate account create-super-admin makes another super administrator");
    }
}
