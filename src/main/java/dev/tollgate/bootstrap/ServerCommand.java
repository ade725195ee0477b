package dev.tollgate.bootstrap;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Starts the portal. Its threads outlive [#run()]; every argument goes to Spring as it is.
@Command(name = "server", description = "Start the portal.")
final class ServerCommand implements Runnable {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    /// One that writes, four that read.
    private static final int SQLITE_CONNECTIONS = 5;

    @Unmatched private final List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        makeRoomForWaiting();
        TollgateApplication.start(arguments);
    }

    /// A request that waits inside SQLite keeps the thread that carries it. So there is one more of
    /// these for each connection to it: none has to wait for the other requests' sake. Java reads
    /// this once, when the first virtual thread begins.
    private static void makeRoomForWaiting() {
        int carriers = Runtime.getRuntime().availableProcessors() + SQLITE_CONNECTIONS;
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, Integer.toString(carriers));
        }
    }
}
