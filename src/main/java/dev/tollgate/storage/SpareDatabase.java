package dev.tollgate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/// A database that is made beside the portal's own and then takes its place, in one step that
/// happens or does not. The one before is kept.
///
/// With SQLite the spare one is a file in a folder of its own, moved over the portal's; with
/// PostgreSQL a schema, renamed in the transaction that renames the portal's.
@Component
public final class SpareDatabase {

    private static final String SPARE = "restoring";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StorageProperties properties;
    private final DataDirectory directory;

    SpareDatabase(StorageProperties properties, DataDirectory directory) {
        this.properties = properties;
        this.directory = directory;
    }

    /// The settings that lead a program to it, over all others.
    ///
    /// @param keyFile where the portal's keys are
    public Map<String, String> settings(String keyFile) {
        if (properties.database().isPostgres()) {
            String url = properties.database().url();
            String joint = url.contains("?") ? "&" : "?";
            return Map.of("tollgate.database.url", url + joint + "currentSchema=" + SPARE);
        }
        return Map.of(
                "tollgate.data-dir",
                directory.resolve(SPARE).toString(),
                "tollgate.key-file",
                keyFile);
    }

    /// Whether the portal has a database that would be replaced.
    public boolean hasOriginal() {
        if (!properties.database().isPostgres()) {
            return Files.exists(directory.databaseFile());
        }
        return inPostgres(
                statement -> {
                    try (ResultSet found =
                            statement.executeQuery("select to_regclass('account') is not null")) {
                        found.next();
                        return found.getBoolean(1);
                    }
                });
    }

    /// Empties it, also of what a run before has left behind.
    ///
    /// @throws RunningServerException where a server is at the portal's database
    public void clear() {
        if (properties.database().isPostgres()) {
            inPostgres(
                    statement -> {
                        requireAlone(statement);
                        statement.execute("drop schema if exists " + SPARE + " cascade");
                        return statement.execute("create schema " + SPARE);
                    });
        } else {
            deleteFolder();
        }
    }

    /// Puts it in the place of the portal's, which is kept under the name that is given back. No
    /// program may be at either.
    ///
    /// @throws RunningServerException where a server is at the portal's database
    public String takePlace(Instant now) {
        String kept = "before_restore_" + STAMP.format(now);
        if (properties.database().isPostgres()) {
            return inPostgres(statement -> renameSchemas(statement, kept));
        }
        try {
            return moveFiles("tollgate.db." + kept);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the restored database into place", e);
        }
    }

    private static String renameSchemas(Statement statement, String kept) throws SQLException {
        requireAlone(statement);
        String live;
        try (ResultSet found = statement.executeQuery("select current_schema()")) {
            found.next();
            live = found.getString(1);
        }
        statement.execute("alter schema \"" + live + "\" rename to " + kept);
        statement.execute("alter schema " + SPARE + " rename to \"" + live + "\"");
        return "the schema " + kept;
    }

    private String moveFiles(String keptName) throws IOException {
        Path live = directory.databaseFile();
        Path kept = directory.resolve(keptName);
        if (Files.exists(live)) {
            takeIn(live);
        }
        for (String side : List.of("-wal", "-shm")) {
            moveWhereThere(directory.resolve(live.getFileName() + side), keptName + side);
        }
        if (Files.exists(live)) {
            Files.createLink(kept, live);
        }
        Files.move(spareFile(), live, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.syncFolderOf(live);
        deleteFolder();
        return kept.toString();
    }

    /// A program that crashed has left its last changes beside its database. They are taken into it
    /// first, so that it is whole at every moment until the restored one stands in its place. Where
    /// that is not possible nobody can use it.
    private static void takeIn(Path live) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + live);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException e) {
            return; // it cannot be read, so nobody serves it
        }
    }

    /// What a crashed program has left beside its database belongs to that one only.
    private void moveWhereThere(Path file, String keptName) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, directory.resolve(keptName), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path spareFile() {
        return new DataDirectory(directory.resolve(SPARE)).databaseFile();
    }

    private void deleteFolder() {
        try {
            FileSystemUtils.deleteRecursively(directory.resolve(SPARE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory.resolve(SPARE), e);
        }
    }

    private static void requireAlone(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        """
                        select count(*) from pg_stat_activity
                        where datname = current_database() and backend_type = 'client backend'
                          and pid <> pg_backend_pid()""")) {
            found.next();
            if (found.getInt(1) > 0) {
                throw new RunningServerException("other programs are connected to the database");
            }
        }
    }

    private <T> T inPostgres(Work<T> work) {
        StorageProperties.Database database = properties.database();
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            T result = work.with(statement);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be used", e);
        }
    }

    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }
}
