package dev.tollgate.storage;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where data is kept.
///
/// @param dataDir folder of this server's own files
/// @param database which database
@ConfigurationProperties("tollgate")
public record StorageProperties(
        @DefaultValue("data") Path dataDir, @DefaultValue Database database) {

    /// Names the database for people, without the credentials that its address may hold.
    public String databaseName() {
        return database.isPostgres()
                ? database.url().replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//")
                : new DataDirectory(dataDir).databaseFile().toAbsolutePath().normalize().toString();
    }

    /// Which database.
    ///
    /// @param url empty for SQLite in the data directory, or `jdbc:postgresql://…`
    /// @param username PostgreSQL role; unused by SQLite
    /// @param password PostgreSQL password; unused by SQLite
    /// @param connections most connections to PostgreSQL at once
    public record Database(
            @DefaultValue("") String url,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("10") int connections) {

        public Database {
            if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "tollgate.database.url must be empty (SQLite) or start with jdbc:postgresql:");
            }
        }

        /// Keeps the password out of every log that prints settings.
        @Override
        public String toString() {
            return "Database[url=" + url + ", username=" + username + "]";
        }

        public boolean isPostgres() {
            return !url.isEmpty();
        }
    }
}
