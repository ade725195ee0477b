package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareDatabaseTests {

    @TempDir private Path folder;

    /// The last changes of a program that crashed are not in its database's file. That is moved
    /// beside the file last, so a restore that ends before it must leave one that has them.
    @Test
    void takePlaceWhenItEndsBeforeTheSwapThenTheDatabaseOfACrashedProgramIsWhole()
            throws IOException, SQLException {
        Path live = crashed();
        SpareDatabase spare =
                new SpareDatabase(
                        new StorageProperties(
                                folder, new StorageProperties.Database("", "", "", 1)),
                        new DataDirectory(folder));

        assertThatThrownBy(() -> spare.takePlace(Instant.EPOCH))
                .isInstanceOf(UncheckedIOException.class);
        try (Connection connection = connect(live);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select note from diary")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("the last change");
        }
    }

    /// As a program leaves it that is killed.
    private Path crashed() throws IOException, SQLException {
        Path live = new DataDirectory(folder).databaseFile();
        Path used = folder.resolve("used.db");
        try (Connection connection = connect(used);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table diary (note text)");
            statement.execute("pragma wal_checkpoint(truncate)");
            statement.execute("insert into diary values ('the last change')");
            Files.copy(used, live);
            Files.copy(folder.resolve("used.db-wal"), folder.resolve(live.getFileName() + "-wal"));
        }
        return live;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
