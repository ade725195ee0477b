package dev.tollgate.storage;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Opens the database that the settings name. Which one is decided here, when the program starts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageProperties.class)
class StorageConfiguration {

    @Bean
    DataDirectory dataDirectory(StorageProperties properties, SchemaPolicy schemaPolicy) {
        DataDirectory directory = new DataDirectory(properties.dataDir());
        if (schemaPolicy != SchemaPolicy.CHECK) {
            directory.create();
        } else if (!properties.database().isPostgres()) {
            directory.requireDatabase();
        }
        return directory;
    }

    /// @param lock held before the database is opened, where this is a server
    @Bean
    DataSources dataSources(
            StorageProperties properties,
            DataDirectory directory,
            ObjectProvider<ServerLock> lock) {
        lock.ifAvailable(_ -> {});
        return properties.database().isPostgres()
                ? DataSources.postgres(properties.database())
                : DataSources.sqlite(directory.createDatabaseFile());
    }

    @Bean
    Migrations migrations(
            DataSources sources, StorageProperties properties, SchemaPolicy schemaPolicy) {
        Migrations migrations =
                new Migrations(sources.writer(), properties.database().isPostgres());
        schemaPolicy.apply(migrations);
        return migrations;
    }

    /// Depends on the migrations, so that nothing reads a table before it has its shape.
    @Bean
    DataSource dataSource(DataSources sources, Migrations migrated) {
        return sources.routed();
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    Transactions transactions(JdbcTransactionManager manager) {
        return new Transactions(manager);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    DatabaseClock databaseClock(
            JdbcClient jdbc, Transactions transactions, Clock clock, StorageProperties properties) {
        return new DatabaseClock(jdbc, transactions, clock, properties.database().isPostgres());
    }
}
