package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.enrolment.ConsoleReset;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.ConsoleAct;
import picocli.CommandLine.Command;

/// For whoever has neither the phone nor a recovery code.
@Command(
        name = "reset-2fa",
        description =
                "Turn off an account's two-factor authentication; the password stays."
                        + " Where setting it up begins with a proof, a temporary code is shown.")
final class ResetTwoFactorCommand extends NamedAccountCommand {

    ResetTwoFactorCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core, ConsoleAct act, Account account) {
        String username = account.username();
        ConsoleReset.Outcome outcome = core.get(ConsoleReset.class).reset(act, account);
        if (!outcome.turnedOff() && outcome.temporaryCode().isEmpty()) {
            throw Refusal.of(
                    "two-factor authentication of " + username + " is off already",
                    "the password is all that is asked; tollgate account reset-password makes a new"
                            + " one");
        }
        terminal().say("Two-factor authentication of " + username + " is off.");
        if (outcome.turnedOff()) {
            terminal()
                    .say(
                            "Authenticators, recovery codes and sessions have ended."
                                    + " Password and everything else stay.");
        }
        outcome.temporaryCode().ifPresent(code -> show(username, code));
        terminal().say(TOLD);
    }

    private void show(String username, Secret code) {
        terminal().say("Temporary code, shown only now:");
        terminal().say("");
        terminal().say("    " + code.reveal());
        terminal().say("");
        terminal()
                .say(
                        "It works once, within 8 hours. After the password "
                                + username
                                + " is asked for it before setting two-factor authentication up.");
    }
}
