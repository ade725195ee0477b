package dev.tollgate.setting;

import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the [MailServer], and whether it is known to work. What was set in the portal wins over
/// the configuration file.
///
/// The password goes in and comes out for sending only. It belongs to the server and the user that
/// it was given for: where one of them changes, it is forgotten.
@Component
public final class MailServers {

    private static final Place PASSWORD = new Place("mail_server", "password", "1");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final MailConfiguration configuration;

    MailServers(
            JdbcClient jdbc,
            Transactions transactions,
            Sealer sealer,
            MailConfiguration configuration) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.configuration = configuration;
    }

    /// Whether there is a mail server at all. Acts that need mail are to be offered only then.
    public boolean isSet() {
        return current().isPresent();
    }

    /// When a test mail was last taken by the server with the present settings; empty where none
    /// was. What depends on mail getting through, such as codes by e-mail, is to be allowed only
    /// then.
    public Optional<Instant> provenAt() {
        return transactions.read(() -> current().flatMap(present -> provenAt(present.mark())));
    }

    public Optional<MailSettings> current() {
        return transactions.read(() -> stored().or(this::configured));
    }

    /// The password for the server set in the portal.
    public Optional<Secret> password() {
        return transactions
                .read(
                        () ->
                                jdbc.sql(
                                                "select password from mail_server where password is not null")
                                        .query((row, _) -> row.getBytes(1))
                                        .optional())
                .map(blob -> sealer.open(PASSWORD, blob))
                .map(plain -> Secret.of(new String(plain, StandardCharsets.UTF_8)));
    }

    /// Saves the server in the open transaction. What was proven is not any more. An earlier
    /// password stays where no other is given and it may be sent to this server.
    ///
    /// @param password empty for no other one
    public void save(MailServer server, Optional<Secret> password, Instant now) {
        Transactions.requireOpen();
        boolean keeps = stored().filter(old -> server.sharesPasswordWith(old.server())).isPresent();
        insertOrUpdate(server, now);
        if (password.isPresent()) {
            byte[] plain = password.get().reveal().getBytes(StandardCharsets.UTF_8);
            putPassword(sealer.seal(PASSWORD, plain), now);
        } else if (!keeps) {
            putPassword(null, null);
        }
        unprove();
    }

    /// Goes back in the open transaction to what the configuration file says.
    public void forget() {
        Transactions.requireOpen();
        jdbc.sql("delete from mail_server").update();
        unprove();
    }

    /// Notes that a server took a test mail. Settings that were changed meanwhile are not proven by
    /// it.
    public void prove(MailSettings tested, Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        insert into mail_standing (id, proven_settings, proven_at)
                                        values (1, :mark, :now)
                                        on conflict (id) do update set
                                            proven_settings = excluded.proven_settings,
                                            proven_at = excluded.proven_at""")
                                .param("mark", tested.mark())
                                .param("now", now.toEpochMilli())
                                .update());
    }

    /// Notes that a server took a mail.
    public void recordSuccess(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        insert into mail_standing (id, succeeded_at) values (1, :now)
                                        on conflict (id) do update set
                                            succeeded_at = excluded.succeeded_at""")
                                .param("now", now.toEpochMilli())
                                .update());
    }

    /// When a server last took a mail; empty for never.
    public Optional<Instant> lastSuccess() {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select succeeded_at from mail_standing
                                        where succeeded_at is not null""")
                                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                                .optional());
    }

    private Optional<Instant> provenAt(String mark) {
        return jdbc.sql("select proven_at from mail_standing where proven_settings = :mark")
                .param("mark", mark)
                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    private Optional<MailSettings> stored() {
        return jdbc.sql("select * from mail_server").query((row, _) -> settings(row)).optional();
    }

    private Optional<MailSettings> configured() {
        return configuration
                .server()
                .map(server -> new MailSettings(server, false, null, mark(server, "file")));
    }

    private MailSettings settings(ResultSet row) throws SQLException {
        MailServer server =
                new MailServer(
                        row.getString("host"),
                        row.getInt("port"),
                        Encryption.valueOf(row.getString("encryption")),
                        row.getString("username"),
                        row.getString("sender"));
        long passwordAt = row.getLong("password_at");
        Instant given = row.wasNull() ? null : Instant.ofEpochMilli(passwordAt);
        return new MailSettings(server, true, given, mark(server, row.getString("changed_at")));
    }

    private String mark(MailServer server, String version) {
        return sealer.keyedHash(
                "mail server",
                server.host(),
                String.valueOf(server.port()),
                server.encryption().name(),
                server.username(),
                server.sender(),
                version);
    }

    private void insertOrUpdate(MailServer server, Instant now) {
        jdbc.sql(
                        """
                        insert into mail_server (id, host, port, encryption, username, sender,
                                                 changed_at)
                        values (1, :host, :port, :encryption, :username, :sender, :now)
                        on conflict (id) do update set
                            host = excluded.host, port = excluded.port,
                            encryption = excluded.encryption, username = excluded.username,
                            sender = excluded.sender, changed_at = excluded.changed_at""")
                .param("host", server.host())
                .param("port", server.port())
                .param("encryption", server.encryption().name())
                .param("username", server.username())
                .param("sender", server.sender())
                .param("now", now.toEpochMilli())
                .update();
    }

    private void putPassword(byte @Nullable [] blob, @Nullable Instant now) {
        jdbc.sql("update mail_server set password = :password, password_at = :now")
                .param("password", blob, Types.BINARY)
                .param("now", now == null ? null : now.toEpochMilli(), Types.BIGINT)
                .update();
    }

    private void unprove() {
        jdbc.sql("update mail_standing set proven_settings = '', proven_at = null").update();
    }
}
