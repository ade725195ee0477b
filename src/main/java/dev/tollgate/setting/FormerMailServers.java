package dev.tollgate.setting;

import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps a mail server for a day after it was replaced, its password sealed. Whoever points the
/// portal at a server of their own reads all mail from then on and lets none through: what tells of
/// the change itself goes through the server before it.
@Component
public final class FormerMailServers implements Perishable {

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final MailServers servers;
    private final Sealer sealer;
    private final Ids ids;

    FormerMailServers(
            JdbcClient jdbc,
            Transactions transactions,
            MailServers servers,
            Sealer sealer,
            Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.servers = servers;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// Keeps the server in use, in the open transaction of its change and before it.
    ///
    /// @return its name among the former ones; empty where there is none
    public Optional<String> keep(Instant now) {
        Transactions.requireOpen();
        return servers.current().map(current -> keep(current, now));
    }

    /// Those that are still kept.
    public List<FormerMailServer> all(Instant now) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select * from former_mail_server where expires_at > :now
                                        order by expires_at, id""")
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> server(row))
                                .list());
    }

    /// Forgets those through which nothing waits to be sent, and after a day whatever does.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        delete from former_mail_server
                                        where expires_at <= :now
                                           or id not in (select server from contact_mail
                                                         where server is not null)""")
                                .param("now", now.toEpochMilli())
                                .update());
    }

    private String keep(MailSettings current, Instant now) {
        String id = ids.next(now).toString();
        MailServer server = current.server();
        Optional<Secret> password = current.stored() ? servers.password() : Optional.empty();
        jdbc.sql(
                        """
                        insert into former_mail_server (id, stored, host, port, encryption, username,
                                                        password, sender, expires_at)
                        values (:id, :stored, :host, :port, :encryption, :username, :password,
                                :sender, :until)""")
                .param("id", id)
                .param("stored", current.stored() ? 1 : 0)
                .param("host", server.host())
                .param("port", server.port())
                .param("encryption", server.encryption().name())
                .param("username", server.username())
                .param("password", sealed(id, password), Types.BINARY)
                .param("sender", server.sender())
                .param("until", now.plus(KEPT).toEpochMilli())
                .update();
        return id;
    }

    private byte @Nullable [] sealed(String id, Optional<Secret> password) {
        return password.map(Secret::reveal)
                .map(plain -> plain.getBytes(StandardCharsets.UTF_8))
                .map(plain -> sealer.seal(place(id), plain))
                .orElse(null);
    }

    private FormerMailServer server(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] sealed = row.getBytes("password");
        Optional<Secret> password =
                Optional.ofNullable(sealed)
                        .map(blob -> sealer.open(place(id), blob))
                        .map(plain -> Secret.of(new String(plain, StandardCharsets.UTF_8)));
        MailServer server =
                new MailServer(
                        row.getString("host"),
                        row.getInt("port"),
                        Encryption.valueOf(row.getString("encryption")),
                        row.getString("username"),
                        row.getString("sender"));
        return new FormerMailServer(id, server, row.getInt("stored") == 1, password);
    }

    private static Place place(String id) {
        return new Place("former_mail_server", "password", id);
    }
}
