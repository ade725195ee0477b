package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.Rescue;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.setting.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// For when every super administrator has gone, and for a second one.
@Command(
        name = "create-super-admin",
        description = "Make a super administrator beside those that are there.")
final class CreateSuperAdminCommand extends ConsoleCommand {

    @Option(
            names = "--username",
            required = true,
            paramLabel = "NAME",
            description = "User name of the new super administrator.")
    private String username = "";

    @Option(
            names = "--email",
            required = true,
            paramLabel = "ADDRESS",
            description = "Email address of the new super administrator.")
    private String email = "";

    @Mixin private final IssuedPassword password = new IssuedPassword();

    CreateSuperAdminCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        Secret chosen = password.choose(core, terminal());
        NewAccount wanted =
                new NewAccount(username, email, chosen, chosen, Role.SUPER_ADMINISTRATOR);
        refuseBeforeSetUp(core);
        ProblemTexts.refuse(
                core.get(AccountForms.class).problems(wanted, core.get(Settings.class).current()));
        Account made = make(core, wanted);
        terminal().say(made.username() + " is a super administrator.");
        password.show(chosen, terminal());
        if (!password.isGiven()) {
            terminal().say("It has to be changed at the first login.");
        }
        terminal().say("Two-factor authentication of " + made.username() + " is off so far.");
        terminal()
                .say(
                        "Every super administrator is told in the portal, and by mail where the server sends mail.");
        TwoFactorHint.give(core, made, terminal());
    }

    private Account make(Core core, NewAccount wanted) {
        Accounts accounts = core.get(Accounts.class);
        return core.get(Rescue.class)
                .createSuperAdministrator(
                        ConsoleAct.issue(core.get(Clock.class).instant()),
                        wanted,
                        accounts.hash(wanted.password()),
                        !password.isGiven())
                .orElseThrow(() -> taken(accounts, wanted));
    }

    private static void refuseBeforeSetUp(Core core) {
        if (core.get(FirstSetUp.class).isWaiting()) {
            throw Refusal.of(
                    "the portal has not been set up yet",
                    "tollgate setup makes the first super administrator and the settings");
        }
    }

    private static Refusal taken(Accounts accounts, NewAccount wanted) {
        boolean usernameTaken = accounts.find(LoginName.of(wanted.username())).isPresent();
        String name = usernameTaken ? wanted.username() : wanted.email();
        return Refusal.of(
                "another account has the "
                        + (usernameTaken ? "user name " : "email address ")
                        + name
                        + "; nothing was made",
                "if that is yours, tollgate account reset-password "
                        + name
                        + " makes a new password, and reset-2fa helps without phone and recovery code");
    }
}
