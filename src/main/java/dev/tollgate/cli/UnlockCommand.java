package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.login.Rescue;
import dev.tollgate.session.ConsoleAct;
import picocli.CommandLine.Command;

/// For whoever has to wait after too many wrong passwords or codes.
@Command(
        name = "unlock",
        description =
                "End an account's waits after wrong passwords and codes; both stay as they are.")
final class UnlockCommand extends NamedAccountCommand {

    UnlockCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core, ConsoleAct act, Account account) {
        core.get(Rescue.class).unlock(act, account);
        terminal()
                .say(
                        account.username()
                                + " is unlocked: no wait after wrong passwords or codes is left.");
        terminal().say("Password, two-factor authentication and sessions stay.");
        terminal().say(TOLD);
    }
}
