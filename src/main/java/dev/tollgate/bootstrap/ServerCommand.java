package dev.tollgate.bootstrap;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Starts the portal. Its threads outlive [#run()]; every argument goes to Spring as it is.
@Command(name = "server", description = "Start the portal.")
final class ServerCommand implements Runnable {

    @Unmatched private final List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        TollgateApplication.start(arguments);
    }
}
