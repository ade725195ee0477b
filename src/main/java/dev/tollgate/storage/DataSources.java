package dev.tollgate.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/// The connection pools of one database.
///
/// SQLite has one writer at a time, so there is one write connection: waiting for it happens in the
/// pool, in Java, and not in SQLite's own busy loop. Reads go to a pool of their own, chosen by the
/// transaction's read-only flag.
final class DataSources implements AutoCloseable {

    private static final int SQLITE_READERS = 4;

    private final HikariDataSource write;
    private final @Nullable HikariDataSource readers;

    /// @param readers a pool of their own for read-only transactions, or `null`
    private DataSources(HikariDataSource write, @Nullable HikariDataSource readers) {
        this.write = write;
        this.readers = readers;
    }

    static DataSources postgres(StorageProperties.Database database) {
        HikariConfig config = pool("postgresql", database.connections());
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        return new DataSources(new HikariDataSource(config), null);
    }

    static DataSources sqlite(Path file) {
        HikariDataSource write = new HikariDataSource(sqliteWriter(file));
        HikariConfig reader = pool("sqlite-read", SQLITE_READERS);
        reader.setJdbcUrl("jdbc:sqlite:" + file);
        reader.setReadOnly(true);
        reader.setDataSourceProperties(properties(Map.of("open_mode", "1")));
        return new DataSources(write, new HikariDataSource(reader));
    }

    /// The pool that migrations use.
    DataSource writer() {
        return write;
    }

    /// What the rest of the product uses: read-only transactions go to the readers. Where those
    /// have no pool of their own, the proxy makes the transaction's connection read-only instead.
    DataSource routed() {
        LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(write);
        if (readers != null) {
            proxy.setReadOnlyDataSource(readers);
        }
        return proxy;
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.close();
        }
        write.close();
    }

    private static HikariConfig sqliteWriter(Path file) {
        HikariConfig config = pool("sqlite-write", 1);
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setDataSourceProperties(
                properties(
                        Map.of(
                                "journal_mode", "WAL",
                                "synchronous", "FULL",
                                "foreign_keys", "true",
                                "busy_timeout", "5000",
                                "transaction_mode", "IMMEDIATE")));
        return config;
    }

    private static HikariConfig pool(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(5_000);
        return config;
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
