package dev.tollgate.storage;

import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/// Brings the schema to the version that this program was built for.
///
/// Only a server migrates. A console command checks the version and stops where it is another,
/// because a newer command must not change the tables under an older server that is still running.
public final class Migrations {

    private static final Map<String, String> POSTGRES =
            Map.of("blob", "bytea", "binary", "collate \"C\"");
    private static final Map<String, String> SQLITE = Map.of("blob", "blob", "binary", "");

    private final Flyway flyway;

    Migrations(DataSource dataSource, boolean postgres) {
        flyway =
                Flyway.configure()
                        .dataSource(dataSource)
                        .locations("classpath:db/migration")
                        .placeholders(postgres ? POSTGRES : SQLITE)
                        .load();
    }

    /// Migrates an empty or older schema; refuses one that a newer program made.
    public void migrate() {
        refuseNewer();
        flyway.migrate();
    }

    /// @throws SchemaVersionException if there is a schema
    public void requireNone() {
        refuseNewer();
        if (flyway.info().current() != null) {
            throw new SchemaVersionException(
                    "the database has schema version " + currentVersion() + " already",
                    "it is to be filled, so it has to be empty");
        }
    }

    /// Makes the schema of an earlier version, or of this one, in an empty database.
    ///
    /// @return false where this program knows no such version
    public boolean makeAt(String version) {
        boolean known =
                Arrays.stream(flyway.info().all())
                        .map(MigrationInfo::getVersion)
                        .anyMatch(one -> one != null && version.equals(one.getVersion()));
        if (known) {
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .target(version)
                    .load()
                    .migrate();
        }
        return known;
    }

    /// Makes the schema where there is none, else insists on the current version.
    ///
    /// @throws SchemaVersionException if the schema is of another version
    public void createOrCheck() {
        if (flyway.info().current() == null) {
            flyway.migrate();
        }
        check();
    }

    /// @throws SchemaVersionException if the schema is missing or of another version
    public void check() {
        refuseNewer();
        if (flyway.info().pending().length > 0) {
            throw new SchemaVersionException(
                    "the database has schema version "
                            + currentVersion()
                            + ", this program needs a newer one",
                    "start the server of this version once, it migrates the database");
        }
    }

    /// The version of the schema, such as `27`.
    public String version() {
        return currentVersion();
    }

    private void refuseNewer() {
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                throw new SchemaVersionException(
                        "the database has schema version "
                                + migration.getVersion()
                                + ", which a newer Tollgate made",
                        "use the version of Tollgate that last ran as the server");
            }
        }
    }

    private String currentVersion() {
        MigrationInfo current = flyway.info().current();
        return current == null ? "0 (empty)" : String.valueOf(current.getVersion());
    }
}
