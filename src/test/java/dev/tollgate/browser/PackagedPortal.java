package dev.tollgate.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// The jar that Maven has packed, running in a process of its own on loopback, with a data
/// directory of its own. What it prints is kept under `target/browser`, and shown where it does not
/// start.
final class PackagedPortal implements AutoCloseable {

    private static final Path JAR = Path.of("target/tollgate.jar");
    private static final Path LOGS = Path.of("target/browser");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 100;
    private static final Pattern SET_UP_LINK =
            Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/setup\\?link=[\\w-]+");

    private static @Nullable PackagedPortal next;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Path dataDir = Files.createTempDirectory("tollgate");
    private Path log = LOGS.resolve("next-" + port + ".log");
    private @Nullable Process process;

    private PackagedPortal() throws IOException {
        Files.createDirectories(LOGS);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // when tests are stopped
        launch();
    }

    /// A portal that waits for its set-up. While the caller works with it, the one for the next
    /// caller starts.
    ///
    /// @param name of the log
    static PackagedPortal open(String name) {
        try {
            PackagedPortal portal = next == null ? new PackagedPortal() : next;
            portal.awaitHealth();
            portal.nameLog(name);
            next = new PackagedPortal();
            return portal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// The newest one-time link that the console shows.
    String setUpLink() {
        Matcher links = SET_UP_LINK.matcher(printed());
        String newest = "";
        while (links.find()) {
            newest = links.group();
        }
        if (newest.isEmpty()) {
            throw new IllegalStateException("no set-up link on the console:\n" + printed());
        }
        return newest;
    }

    /// Everything that the console has shown.
    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the process without a chance to tidy up, as a power cut does, and starts another.
    void restart() {
        kill();
        launch();
        awaitHealth();
    }

    /// For whoever has shown a password: behind the portal's back, for it cannot be waited for.
    void letFiveMinutesPass() {
        try (Connection database =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + dataDir.resolve("tollgate.db"));
                Statement statement = database.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute(
                    "update session set password_at = password_at - 300000,"
                            + " second_factor_at = second_factor_at - 300000,"
                            + " confirmed_at = confirmed_at - 300000");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
            join(running);
        }
    }

    @Override
    public void close() {
        boolean wasUsed = process != null && this != next;
        String health = wasUsed ? health() : "";
        kill();
        http.close();
        try {
            if (wasUsed) {
                Secrets.assertInNone(printed(), health, dataDir);
            }
            FileSystemUtils.deleteRecursively(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void nameLog(String name) throws IOException {
        log = Files.move(log, LOGS.resolve(name + ".log"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void launch() {
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(appending());
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("TOLLGATE_") || key.equals("INVOCATION_ID"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The compiler's first stage alone is the quickest for a process that lives for seconds.
    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "server",
                "--server.port=" + port,
                "--tollgate.data-dir=" + dataDir);
    }

    private ProcessBuilder.Redirect appending() {
        return ProcessBuilder.Redirect.appendTo(log.toFile());
    }

    private void awaitHealth() {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isHealthy()) {
            if (process == null || !process.isAlive() || System.nanoTime() > end) {
                kill();
                throw new IllegalStateException("the portal did not start:\n" + printed());
            }
            pause();
        }
    }

    private boolean isHealthy() {
        return health().contains("UP");
    }

    /// What the portal says of itself; empty where nobody listens yet.
    private String health() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address("/actuator/health"))).build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Process ended) {
        try {
            ended.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
