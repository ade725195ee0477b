package dev.tollgate.cli;

import picocli.CommandLine.Command;

/// Groups what can be done with the record of who did what.
@Command(
        name = "audit",
        description = "Look at the record of who did what.",
        synopsisSubcommandLabel = "COMMAND")
final class AuditCommand {}
