package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.Rescue;
import dev.tollgate.session.ConsoleAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// For whoever has forgotten the password.
@Command(
        name = "reset-password",
        description =
                "Give an account a new password, to be changed at the next login;"
                        + " two-factor authentication stays.")
final class ResetPasswordCommand extends NamedAccountCommand {

    @Mixin private final IssuedPassword password = new IssuedPassword();

    ResetPasswordCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core, ConsoleAct act, Account account) {
        Secret issued = password.choose(core, terminal());
        if (password.isGiven()) {
            ProblemTexts.refuse(core.get(AccountForms.class).problems(issued, issued, account));
        }
        core.get(Rescue.class).resetPassword(act, account, core.get(Accounts.class).hash(issued));
        terminal().say(account.username() + " has a new password.");
        password.show(issued, terminal());
        terminal().say("It has to be changed at the next login.");
        terminal()
                .say(
                        "Sessions have ended and waits after wrong passwords too."
                                + " Two-factor authentication stays as it was.");
        terminal().say(TOLD);
        TwoFactorHint.give(core, account, terminal());
    }
}
