package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.KeyException;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The mails that carry a secret: put here in the transaction that makes it, sealed, and deleted as
/// soon as they are sent or of no use any more.
@Component
public final class Mails implements Perishable {

    private static final Logger log = LoggerFactory.getLogger(Mails.class);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Ids ids;

    Mails(JdbcClient jdbc, Transactions transactions, Sealer sealer, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// Puts a mail where the mailer takes it from, in the open transaction.
    public void post(Mail mail, Instant now) {
        Transactions.requireOpen();
        String id = ids.next(now).toString();
        byte[] secret = mail.secret().reveal().getBytes(StandardCharsets.UTF_8);
        jdbc.sql(
                        """
                        insert into mail (id, account_id, kind, address, content, detail, created_at,
                                          expires_at, attempts, mail_after)
                        values (:id, :account, :kind, :address, :content, :detail, :now, :until, 0,
                                :now)""")
                .param("id", id)
                .param("account", mail.account().text())
                .param("kind", mail.kind().name())
                .param("address", mail.address())
                .param("content", sealer.seal(place(id), secret))
                .param("detail", mail.detail())
                .param("now", now.toEpochMilli())
                .param("until", mail.until().toEpochMilli())
                .update();
    }

    /// Takes back in the open transaction what has not been sent of this kind.
    public void withdraw(AccountId account, MailKind kind) {
        Transactions.requireOpen();
        jdbc.sql("delete from mail where account_id = :account and kind = :kind")
                .param("account", account.text())
                .param("kind", kind.name())
                .update();
    }

    /// Whether a mail of this kind waits that the mail server has not taken so far.
    public boolean isDelayed(AccountId account, MailKind kind, Instant now) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select 1 from mail
                                        where account_id = :account and kind = :kind
                                          and mail_error <> '' and expires_at > :now limit 1""")
                                .param("account", account.text())
                                .param("kind", kind.name())
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> row.getInt(1))
                                .optional()
                                .isPresent());
    }

    /// Forgets what is of no use any more.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from mail where expires_at <= :now")
                                .param("now", now.toEpochMilli())
                                .update());
    }

    /// What is to be sent now, oldest first. A mail whose secret cannot be opened never will be: it
    /// is dropped, so that it holds up no other.
    List<Posted> due(Instant now, int limit) {
        List<String> damaged = new ArrayList<>();
        List<Optional<Posted>> due =
                transactions.read(
                        () ->
                                jdbc.sql(
                                                """
                                                select * from mail
                                                where mail_after <= :now and expires_at > :now
                                                order by mail_after limit :limit""")
                                        .param("now", now.toEpochMilli())
                                        .param("limit", limit)
                                        .query((row, _) -> posted(row, damaged))
                                        .list());
        damaged.forEach(this::drop);
        return due.stream().flatMap(Optional::stream).toList();
    }

    /// Takes one to send, so that no other node does.
    boolean claim(Posted posted, Instant now, Duration retryAfter) {
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                update mail set attempts = attempts + 1,
                                                                mail_after = :retry,
                                                                mail_error = ''
                                                where id = :id and mail_after <= :now""")
                                        .param("retry", now.plus(retryAfter).toEpochMilli())
                                        .param("id", posted.id())
                                        .param("now", now.toEpochMilli())
                                        .update())
                == 1;
    }

    void sent(Posted posted) {
        remove(posted.id());
    }

    /// Notes why the last try failed; the next one is due already.
    void failed(Posted posted, String why) {
        transactions.write(
                () ->
                        jdbc.sql("update mail set mail_error = :why where id = :id")
                                .param("why", why)
                                .param("id", posted.id())
                                .update());
    }

    private void drop(String id) {
        log.warn("a mail cannot be opened with the key of this portal and is dropped: {}", id);
        remove(id);
    }

    private void remove(String id) {
        transactions.write(
                () -> jdbc.sql("delete from mail where id = :id").param("id", id).update());
    }

    private Optional<Posted> posted(ResultSet row, List<String> damaged) throws SQLException {
        String id = row.getString("id");
        try {
            return Optional.of(posted(row, sealer.open(place(id), row.getBytes("content"))));
        } catch (KeyException e) {
            damaged.add(id);
            return Optional.empty();
        }
    }

    private static Posted posted(ResultSet row, byte[] secret) throws SQLException {
        return new Posted(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getInt("attempts"),
                new Mail(
                        MailKind.valueOf(row.getString("kind")),
                        AccountId.parse(row.getString("account_id")),
                        row.getString("address"),
                        Secret.of(new String(secret, StandardCharsets.UTF_8)),
                        row.getString("detail"),
                        Instant.ofEpochMilli(row.getLong("expires_at"))));
    }

    private static Place place(String id) {
        return new Place("mail", "content", id);
    }

    /// One that waits.
    ///
    /// @param attempts how often it was tried
    record Posted(String id, Instant at, int attempts, Mail mail) {}
}
