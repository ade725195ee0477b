package dev.tollgate.cli;

import picocli.CommandLine.Command;

/// Groups what can be done about one account.
@Command(
        name = "account",
        description = "Help somebody who cannot get in.",
        synopsisSubcommandLabel = "COMMAND")
final class AccountCommand {}
