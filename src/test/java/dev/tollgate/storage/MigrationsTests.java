package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestStore;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which programs may meet which schema.
class MigrationsTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void serverWhenDatabaseIsEmptyThenMakesTheSchemaOnce(TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            SchemaPolicy.MIGRATE.apply(database.migrations());
            long versions = database.versions();
            SchemaPolicy.MIGRATE.apply(database.migrations());
            SchemaPolicy.CHECK.apply(database.migrations());
            SchemaPolicy.CREATE_OR_CHECK.apply(database.migrations());

            assertThat(database.versions()).isEqualTo(versions).isPositive();
            assertThat(database.count("account")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenDatabaseIsEmptyThenMakesTheSchema(TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            SchemaPolicy.CREATE_OR_CHECK.apply(database.migrations());

            assertThat(database.count("account")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void consoleWhenSchemaIsMissingThenRefusedAndNothingMade(
            TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            assertRefused(database, SchemaPolicy.CHECK, "0 (empty)", "start the server");

            assertThatThrownBy(() -> database.count("account"))
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void consoleWhenSchemaIsOlderThenRefusedWithItsVersion(TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            SchemaPolicy.MIGRATE.apply(database.migrations());
            database.pretend("update flyway_schema_history set version = '0.5', type = 'BASELINE'");

            assertRefused(database, SchemaPolicy.CHECK, "version 0.5", "start the server");
            assertRefused(
                    database, SchemaPolicy.CREATE_OR_CHECK, "version 0.5", "start the server");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void anyProgramWhenSchemaIsNewerThenRefusedWithItsVersion(
            TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            SchemaPolicy.MIGRATE.apply(database.migrations());
            database.pretend(
                    """
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, checksum,
                         installed_by, installed_on, execution_time, success)
                    select 99, '99', 'from the future', type, 'V99__from_the_future.sql', 1,
                           installed_by, installed_on, 1, success
                    from flyway_schema_history where version = '1'""");
            long versions = database.versions();

            for (SchemaPolicy policy : SchemaPolicy.values()) {
                assertRefused(database, policy, "version 99", "version of Tollgate that last ran");
            }
            assertThat(database.versions()).isEqualTo(versions);
        }
    }

    /// What is restored fills a database of its own.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenDatabaseIsNotEmptyThenRefused(TestStore store, @TempDir Path dataDir) {
        try (Database database = Database.open(store, dataDir)) {
            SchemaPolicy.LEAVE.apply(database.migrations());
            SchemaPolicy.MIGRATE.apply(database.migrations());

            assertRefused(database, SchemaPolicy.LEAVE, "already", "has to be empty");
        }
    }

    private static void assertRefused(
            Database database, SchemaPolicy policy, String version, String hint) {
        assertThatThrownBy(() -> policy.apply(database.migrations()))
                .isInstanceOfSatisfying(
                        SchemaVersionException.class,
                        e -> {
                            assertThat(e).hasMessageContaining(version);
                            assertThat(e.hint()).contains(hint);
                        });
    }

    /// A database without a portal.
    private record Database(DataSources sources, boolean postgres) implements AutoCloseable {

        static Database open(TestStore store, Path dataDir) {
            Map<String, Object> settings = store.settings(dataDir);
            return switch (store) {
                case SQLITE ->
                        new Database(DataSources.sqlite(dataDir.resolve("tollgate.db")), false);
                case POSTGRES ->
                        new Database(
                                DataSources.postgres(
                                        new StorageProperties.Database(
                                                settings.get("tollgate.database.url").toString(),
                                                settings.get("tollgate.database.username")
                                                        .toString(),
                                                settings.get("tollgate.database.password")
                                                        .toString(),
                                                2)),
                                true);
            };
        }

        Migrations migrations() {
            return new Migrations(sources.writer(), postgres);
        }

        long versions() {
            return jdbc().sql(
                            "select count(*) from flyway_schema_history where version is not null")
                    .query((row, _) -> row.getLong(1))
                    .single();
        }

        long count(String table) {
            return jdbc().sql("select count(*) from " + table)
                    .query((row, _) -> row.getLong(1))
                    .single();
        }

        void pretend(String sql) {
            jdbc().sql(sql).update();
        }

        @Override
        public void close() {
            sources.close();
        }

        private JdbcClient jdbc() {
            DataSource writer = sources.writer();
            return JdbcClient.create(writer);
        }
    }
}
