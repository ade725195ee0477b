package dev.tollgate.cli;

import dev.tollgate.account.FirstSetUp;
import dev.tollgate.kernel.Token;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A new link to the wizard, for when the first one is lost.
@Command(
        name = "setup-link",
        description = "Print a new link to the first set-up; the one before it stops working.")
final class SetUpLinkCommand extends ConsoleCommand {

    @Option(
            names = "--portal-address",
            paramLabel = "URL",
            description = "Where your browser reaches the portal.")
    private String portalAddress = "";

    SetUpLinkCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        URI base = base(core.get(Settings.class).current());
        FirstSetUp setUp = core.get(FirstSetUp.class);
        if (!setUp.isWaiting()) {
            throw Refusal.of(
                    "the set-up has been done before, so there is no link",
                    "log in at " + base + "/login; tollgate account --help where nobody can");
        }
        Token link = setUp.newLink(core.get(Clock.class).instant());
        terminal().say(base + "/setup?link=" + link.text());
        terminal().hint("open it in a browser; it works once, and the link before it no more");
    }

    private URI base(PortalSettings settings) {
        if (portalAddress.isEmpty()) {
            return settings.portalAddress();
        }
        PortalSettings.Parsed parsed =
                PortalSettings.parse(
                        settings.pbxName(), portalAddress, settings.timeZone().getId());
        return switch (parsed) {
            case PortalSettings.Parsed.Valid(PortalSettings valid) -> valid.portalAddress();
            case PortalSettings.Parsed.Invalid(List<PortalSettings.Problem> problems) ->
                    throw Refusal.of(problems.stream().map(ProblemTexts::text).toList(), "");
        };
    }
}
