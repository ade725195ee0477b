package dev.tollgate.cli;

import picocli.CommandLine.Command;

/// Groups what can be done about the keys that secrets are sealed under.
@Command(
        name = "keys",
        description = "Turn the key that secrets are sealed under.",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {}
