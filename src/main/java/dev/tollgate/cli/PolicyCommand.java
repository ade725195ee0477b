package dev.tollgate.cli;

import picocli.CommandLine.Command;

/// Groups what can be done about the security options.
@Command(
        name = "policy",
        description = "Take back security options that keep people out.",
        synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand {}
