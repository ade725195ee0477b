package dev.tollgate.upkeep;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Words;
import dev.tollgate.sealing.Keys;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Migrations;
import dev.tollgate.storage.Tables;
import dev.tollgate.storage.Transactions;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts a backup into the spare database to which it belongs, and takes out of it what must not
/// come back with it.
///
/// A backup is older than what happened since: codes that were spent then, sessions that were
/// ended, links that were used. So nothing of that kind is restored, and what has changed about
/// accounts is taken from the database that the backup replaces.
@Component
public final class Restoration {

    private static final int ROWS_AT_ONCE = 500;

    private static final List<String> FORGET =
            List.of(
                    "delete from session",
                    "delete from half_session",
                    "delete from mandate",
                    "delete from trusted_device_token",
                    "delete from trusted_device",
                    "delete from known_browser",
                    "delete from one_time_link",
                    "delete from setup_link",
                    "delete from totp_pending",
                    "delete from recovery_code",
                    "update recovery_set set saved_at = null",
                    "delete from temporary_code",
                    "delete from email_code",
                    "delete from mail",
                    "delete from reset_request",
                    "delete from import_draft",
                    "delete from securing",
                    "update job_item set sealed = null",
                    "update account set epoch = epoch + 1");

    private final Keys keys;
    private final Migrations migrations;
    private final JdbcClient jdbc;
    private final JdbcTemplate connections;
    private final Transactions transactions;
    private final CarryOver carryOver;
    private final TakenAway takenAway;
    private final ObjectProvider<AuditLog> audit;

    Restoration(
            Keys keys,
            Migrations migrations,
            JdbcClient jdbc,
            DataSource source,
            Transactions transactions,
            CarryOver carryOver,
            TakenAway takenAway,
            ObjectProvider<AuditLog> audit) {
        this.keys = keys;
        this.migrations = migrations;
        this.jdbc = jdbc;
        this.connections = new JdbcTemplate(source);
        this.transactions = transactions;
        this.carryOver = carryOver;
        this.takenAway = takenAway;
        this.audit = audit;
    }

    /// Fills this database, which is empty, without a table: it gets those of the backup's version,
    /// then its rows, then what later versions have changed about them.
    ///
    /// @param old the database that it will replace, where that can be read
    /// @param events a copy of the record that tells what has changed since, where there is one
    /// @throws BackupException if the file is damaged or of a newer version
    /// @throws dev.tollgate.sealing.KeyException if a key is missing that it needs
    public Restored fill(
            ConsoleAct act, Path file, Optional<JdbcClient> old, Optional<Path> events) {
        BackupFile backup = BackupFile.verify(file, keys);
        if (!migrations.makeAt(backup.schemaVersion())) {
            throw new BackupException(
                    "the backup has schema version "
                            + backup.schemaVersion()
                            + ", which this program does not know",
                    "restore it with the version of Tollgate that made it, or a newer one");
        }
        transactions.write(
                () -> connections.execute((Connection connection) -> load(connection, backup)));
        migrations.migrate();
        Restored restored =
                transactions.write(
                        () -> {
                            Carried carried = carryOver.from(old);
                            FORGET.forEach(statement -> jdbc.sql(statement).update());
                            spendCodes(act);
                            return new Restored(
                                    backup.takenAt(),
                                    carried,
                                    events.map(
                                                    told ->
                                                            takenAway.by(
                                                                    told,
                                                                    backup.takenAt(),
                                                                    act.at()))
                                            .orElse(List.of()));
                        });
        record(act, restored);
        return restored;
    }

    /// Signs with the keys that the database now names, so each of them has to be there.
    private void record(ConsoleAct act, Restored restored) {
        List<AuditEvent> events = new ArrayList<>();
        events.add(
                AuditEvent.console(act.at(), Kind.BACKUP_RESTORED, null)
                        .because("backup of " + restored.takenAt()));
        for (Concerned one : restored.concerned()) {
            events.add(
                    AuditEvent.console(act.at(), Kind.BACKUP_RESTORED, one.account())
                            .because("changed since, so taken away: " + Words.of(one.losses())));
        }
        transactions.write(() -> audit.getObject().writeAll(events));
    }

    /// Whoever saw a code before the restore cannot use it after.
    private void spendCodes(ConsoleAct act) {
        jdbc.sql("update totp set last_step = :step where last_step < :step")
                .param("step", TotpCodes.step(act.at()) + 1)
                .update();
    }

    private static boolean load(Connection connection, BackupFile backup) throws SQLException {
        try (DataInputStream in = backup.rows()) {
            empty(connection);
            List<String> tables = Tables.parentsFirst(connection);
            for (String table = in.readUTF(); !table.isEmpty(); table = in.readUTF()) {
                if (!tables.contains(table)) {
                    throw new IOException("no table is called " + table);
                }
                loadTable(connection, table, in);
            }
            return true;
        } catch (IOException e) {
            throw new BackupException("the backup does not hold what it should", "", e);
        }
    }

    /// The migrations have put first rows into some.
    private static void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : Tables.parentsFirst(connection).reversed()) {
                statement.executeUpdate("delete from " + table);
            }
        }
    }

    private static void loadTable(Connection connection, String table, DataInputStream in)
            throws SQLException, IOException {
        List<String> columns = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            columns.add(in.readUTF());
        }
        try (PreparedStatement insert =
                connection.prepareStatement(Columns.insert(table, columns))) {
            int waiting = 0;
            while (in.readByte() == 1) {
                for (int i = 1; i <= columns.size(); i++) {
                    RowCodec.read(in, insert, i);
                }
                insert.addBatch();
                if (++waiting % ROWS_AT_ONCE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
