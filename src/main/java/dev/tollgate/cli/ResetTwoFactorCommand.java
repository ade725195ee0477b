package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.session.ConsoleAct;
import picocli.CommandLine.Command;

/// For whoever has neither the phone nor a recovery code.
@Command(
        name = "reset-2fa",
        description = "Turn off an account's two-factor authentication; the password stays.")
final class ResetTwoFactorCommand extends NamedAccountCommand {

    ResetTwoFactorCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core, ConsoleAct act, Account account) {
        String username = account.username();
        if (core.get(SecondFactors.class).of(account.id()).isEmpty()) {
            throw Refusal.of(
                    "two-factor authentication of " + username + " is off already",
                    "the password is all that is asked; tollgate account reset-password makes a new"
                            + " one");
        }
        core.get(FactorChanges.class).reset(act, account);
        terminal().say("Two-factor authentication of " + username + " is off.");
        terminal()
                .say(
                        "Authenticators, recovery codes and sessions have ended."
                                + " Password and everything else stay.");
        terminal().say(TOLD);
    }
}
