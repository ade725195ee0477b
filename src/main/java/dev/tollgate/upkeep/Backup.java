package dev.tollgate.upkeep;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Migrations;
import dev.tollgate.storage.OwnerOnly;
import dev.tollgate.storage.Tables;
import dev.tollgate.storage.Transactions;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Writes a backup while the portal runs: one state of the whole database, without the key. See
/// [BackupFile].
@Component
public final class Backup {

    private static final int ROWS_AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final Migrations migrations;
    private final Sealer sealer;
    private final AuditLog audit;

    Backup(
            DataSource source,
            Transactions transactions,
            Migrations migrations,
            Sealer sealer,
            AuditLog audit) {
        this.jdbc = new JdbcTemplate(source);
        this.transactions = transactions;
        this.migrations = migrations;
        this.sealer = sealer;
        this.audit = audit;
    }

    /// Writes the file, readable by its owner only; it is there whole or not at all. That it was
    /// begun is on record before anything leaves the database, that it is made once it is.
    ///
    /// @throws BackupException if there is such a file already, or it cannot be written
    public void write(ConsoleAct act, Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.deleteIfExists(draft);
            OwnerOnly.create(draft);
            record(act, Kind.BACKUP_BEGUN);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                writeSigned(act, Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            OwnerOnly.syncFolderOf(file);
            record(act, Kind.BACKUP_MADE);
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    file + " is there already",
                    "a backup is never written over; give another name");
        } catch (IOException e) {
            throw new BackupException("cannot write " + file, "is the disk full?", e);
        }
    }

    private void record(ConsoleAct act, Kind kind) {
        transactions.write(() -> audit.write(AuditEvent.console(act.at(), kind, null)));
    }

    private void writeSigned(ConsoleAct act, OutputStream to) throws IOException {
        MessageDigest sha256 = BackupFile.sha256();
        GZIPOutputStream zip =
                new GZIPOutputStream(new DigestOutputStream(new BufferedOutputStream(to), sha256));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip));
        out.writeUTF(BackupFile.FORMAT);
        out.writeUTF(migrations.version());
        out.writeLong(act.at().toEpochMilli());
        transactions.snapshot(
                () -> jdbc.execute((Connection connection) -> tables(connection, out)));
        out.flush();
        zip.finish();
        zip.flush();
        String digest = HexFormat.of().formatHex(sha256.digest());
        to.write(sealer.sign(BackupFile.PURPOSE, digest).getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean tables(Connection connection, DataOutputStream out) throws SQLException {
        try {
            for (String table : Tables.parentsFirst(connection)) {
                table(connection, table, out);
            }
            out.writeUTF("");
            return true;
        } catch (IOException e) {
            throw new BackupException("cannot write the backup", "is the disk full?", e);
        }
    }

    private static void table(Connection connection, String table, DataOutputStream out)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                List<String> columns = Columns.of(rows);
                out.writeUTF(table);
                out.writeInt(columns.size());
                for (String column : columns) {
                    out.writeUTF(column);
                }
                while (rows.next()) {
                    out.writeByte(1);
                    for (int i = 1; i <= columns.size(); i++) {
                        RowCodec.write(out, rows.getObject(i));
                    }
                }
                out.writeByte(0);
            }
        }
    }
}
