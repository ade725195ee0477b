package dev.tollgate.cli;

import dev.tollgate.account.Account;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.policy.ProofDemand;
import java.time.Clock;

/// Says at a command that makes a password what else a login asks for, and what helps whoever
/// cannot show that.
final class TwoFactorHint {

    private TwoFactorHint() {}

    /// Says nothing where the password is all that is asked.
    static void give(Core core, Account account, Terminal terminal) {
        String command = "tollgate account reset-2fa " + account.username();
        if (core.get(SecondFactors.class).of(account.id()).isPresent()) {
            terminal.hint(
                    "a login asks for a code too; with neither phone nor recovery code, "
                            + command
                            + " turns that off");
        } else if (core.get(ProofDemand.class).isDue(account, core.get(Clock.class).instant())) {
            terminal.hint(
                    "the first login has to prove who is there; where no mail arrives, "
                            + command
                            + " shows a temporary code for that");
        }
    }
}
