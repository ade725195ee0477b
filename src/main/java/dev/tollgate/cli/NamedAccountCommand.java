package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.session.ConsoleAct;
import java.time.Clock;
import picocli.CommandLine.Parameters;

/// A command about one account that is there.
abstract class NamedAccountCommand extends ConsoleCommand {

    static final String TOLD =
            "The owner is told in the portal, and by mail where the server sends mail.";

    @Parameters(
            paramLabel = "NAME",
            description = "User name or e-mail address; upper and lower case are the same.")
    private String name = "";

    NamedAccountCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    final void run(Core core) {
        Account account =
                core.get(Accounts.class)
                        .find(LoginName.of(name))
                        .orElseThrow(
                                () ->
                                        Refusal.of(
                                                "no account is called " + name,
                                                "give its user name or its e-mail address"));
        run(core, ConsoleAct.issue(core.get(Clock.class).instant()), account);
    }

    abstract void run(Core core, ConsoleAct act, Account account);
}
