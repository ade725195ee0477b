package dev.tollgate.cli;

import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PolicyAdministration;
import java.time.Clock;
import picocli.CommandLine.Command;

/// For administrators who can no longer log in from where they are.
@Command(
        name = "lift-ip-restriction",
        description = "Let administrators log in from every address again.")
final class LiftIpRestrictionCommand extends ConsoleCommand {

    LiftIpRestrictionCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        ConsoleAct act = ConsoleAct.issue(core.get(Clock.class).instant());
        if (!core.get(PolicyAdministration.class).liftAddresses(act)) {
            throw Refusal.of(
                    "there is no IP restriction for administrators",
                    "tollgate account unlock NAME ends waits after wrong passwords");
        }
        terminal().say("Administrators can log in from every address again.");
        terminal().say("All of them are told. The addresses are forgotten.");
    }
}
