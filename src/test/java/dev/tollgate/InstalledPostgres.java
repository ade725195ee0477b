package dev.tollgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The newest PostgreSQL that Debian's packages have put on this machine, on a directory and a port
/// of its own and never as root, which PostgreSQL refuses. It ends with the test JVM.
final class InstalledPostgres {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path directory;
    private final boolean root = System.getProperty("user.name").equals("root");

    private InstalledPostgres(Path binaries, Path directory) {
        this.binaries = binaries;
        this.directory = directory;
    }

    /// Starts it and says on which port of the loopback address it listens.
    ///
    /// @throws IllegalStateException if there is none or it does not start
    static int start(Map<String, String> settings) {
        try {
            Path directory = Files.createTempDirectory("tollgate-postgres");
            int port = freePort();
            new InstalledPostgres(newest(), directory).start(port, settings);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(int port, Map<String, String> settings) {
        if (root) {
            run("chown", "postgres", directory.toString());
        }
        String data = directory.resolve("data").toString();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data)));
        runAsOwner(
                "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale");
        runAsOwner(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                data,
                "-l",
                data + ".log",
                "-o",
                options(port, settings));
    }

    private void stop(String data) {
        runAsOwner("pg_ctl", "stop", "-m", "immediate", "-D", data);
        run("rm", "-rf", directory.toString());
    }

    private static String options(int port, Map<String, String> settings) {
        String own = " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p " + port;
        return settings.entrySet().stream()
                        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" "))
                + own;
    }

    private void runAsOwner(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    /// Output goes to a file: the server that `pg_ctl` leaves behind would keep a pipe open.
    private void run(String... command) {
        try {
            Path output = Files.createTempFile("tollgate-postgres", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.getRoot().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            int exitCode = process.waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (exitCode != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command[0] + " was interrupted", e);
        }
    }

    private static Path newest() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            throw new IllegalStateException("no PostgreSQL is installed under " + VERSIONS);
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(version -> number(version)))
                    .orElseThrow(() -> new IllegalStateException("no initdb under " + VERSIONS))
                    .resolve("bin");
        }
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
