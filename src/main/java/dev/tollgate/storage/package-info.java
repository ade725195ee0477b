/// The database: SQLite in the data directory by default, PostgreSQL by setting.
///
/// Everything else speaks plain SQL through `JdbcClient`, always inside
/// [dev.tollgate.storage.Transactions]. Both stores share one dialect and one set of migrations;
/// what differs between them stands here.
@NullMarked
package dev.tollgate.storage;

import org.jspecify.annotations.NullMarked;
