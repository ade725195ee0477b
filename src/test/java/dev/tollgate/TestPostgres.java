package dev.tollgate;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL, one for each test JVM, started by the first test that wants a database.
///
/// It runs from the binaries that the build fetches. Where those cannot run, for another processor
/// or as root without user namespaces, an installed PostgreSQL is started on a directory of its
/// own; the system property `tollgate.test.postgres=installed` asks for that. Nothing that it
/// writes is synced.
public final class TestPostgres {

    private static final String USER = "postgres";
    private static final Map<String, String> FAST =
            Map.of(
                    "fsync", "off",
                    "synchronous_commit", "off",
                    "full_page_writes", "off",
                    "max_connections", "300",
                    "timezone", "UTC");

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static int port;

    private TestPostgres() {}

    /// What a program needs to reach one database; the role may do everything.
    ///
    /// @param url `jdbc:postgresql://…`
    public record Database(String url, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }
    }

    /// A fresh, empty database that no other test knows.
    public static Database create() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = database("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return database(name);
    }

    private static Database database(String name) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, USER, USER);
    }

    private static synchronized int port() {
        if (port == 0) {
            port = start();
        }
        return port;
    }

    private static int start() {
        if ("installed".equals(System.getProperty("tollgate.test.postgres"))) {
            return InstalledPostgres.start(FAST);
        }
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            FAST.forEach(builder::setServerConfig);
            return builder.start().getPort();
        } catch (IOException | IllegalStateException e) {
            return startInstalled(e);
        }
    }

    private static int startInstalled(Exception reason) {
        try {
            return InstalledPostgres.start(FAST);
        } catch (IllegalStateException e) {
            e.addSuppressed(reason);
            throw e;
        }
    }
}
