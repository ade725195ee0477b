package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQLite's calls keep the threads that carry requests, so there are more of these.
class CarriersTests {

    @Test
    void startWhenAsTheServerThenACarrierForEachConnectionToSqlite(@TempDir Path dataDir)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(TestJvm.command(Program.class, "-XX:+UseSerialGC"));
        command.add("--tollgate.data-dir=" + dataDir);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(output).contains("carriers " + (Runtime.getRuntime().availableProcessors() + 5));
    }

    /// The server, as the console starts it, and how many there are once it runs.
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            Tollgate.commandLine(System.in)
                    .execute(
                            "server",
                            "--server.port=0",
                            arguments[0],
                            "--server.address=127.0.0.1");
            System.out.println(
                    "carriers "
                            + ManagementFactory.getPlatformMXBean(
                                            VirtualThreadSchedulerMXBean.class)
                                    .getParallelism());
            System.exit(0);
        }
    }
}
