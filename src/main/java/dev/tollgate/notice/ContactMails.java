package dev.tollgate.notice;

import dev.tollgate.kernel.Ids;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The notices that go to addresses that are no account's own: put here in the transaction of the
/// change, deleted as soon as they are sent. What nobody could send for a week is given up and
/// kept for 90 days, so that "Try again" finds it.
@Component
final class ContactMails implements Perishable {

    private static final Duration RETENTION = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Ids ids;

    ContactMails(JdbcClient jdbc, Transactions transactions, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Puts one where the mailer takes it from, in the open transaction.
    void post(ContactMail mail, Instant now) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        insert into contact_mail (id, kind, detail, about, address, sample, server,
                                                  created_at, mail_attempts, mail_after, mail_since)
                        values (:id, :kind, :detail, :about, :address, :sample, :server, :now, 0,
                                :now, :now)""")
                .param("id", ids.next(now).toString())
                .param("kind", mail.kind().name())
                .param("detail", mail.detail())
                .param("about", mail.about())
                .param("address", mail.address())
                .param("sample", mail.sample() ? 1 : 0)
                .param("server", mail.server())
                .param("now", now.toEpochMilli())
                .update();
    }

    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from contact_mail where created_at < :before")
                                .param("before", now.minus(RETENTION).toEpochMilli())
                                .update());
    }

    /// What is to be sent now, oldest first.
    ///
    /// @param server the former mail server by which it goes; `null` for the one in use
    List<Posted> due(@Nullable String server, Instant now, int limit) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select * from contact_mail
                                        where coalesce(server, '') = :server and mail_after <= :now
                                          and mail_since > :since
                                        order by mail_after limit :limit""")
                                .param("server", server == null ? "" : server)
                                .param("now", now.toEpochMilli())
                                .param("since", now.minus(Notices.MAILED_WITHIN).toEpochMilli())
                                .param("limit", limit)
                                .query((row, _) -> posted(row))
                                .list());
    }

    /// Takes one to send, so that no other node does.
    boolean claim(Posted posted, Instant now, Duration retryAfter) {
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                update contact_mail
                                                set mail_attempts = mail_attempts + 1,
                                                    mail_after = :retry, mail_error = ''
                                                where id = :id and mail_after <= :now""")
                                        .param("retry", now.plus(retryAfter).toEpochMilli())
                                        .param("id", posted.id())
                                        .param("now", now.toEpochMilli())
                                        .update())
                == 1;
    }

    void sent(Posted posted) {
        transactions.write(
                () ->
                        jdbc.sql("delete from contact_mail where id = :id")
                                .param("id", posted.id())
                                .update());
    }

    /// Notes why the last try failed; the next one is due already.
    void failed(Posted posted, String why) {
        transactions.write(
                () ->
                        jdbc.sql("update contact_mail set mail_error = :why where id = :id")
                                .param("why", why)
                                .param("id", posted.id())
                                .update());
    }

    private static Posted posted(ResultSet row) throws SQLException {
        return new Posted(
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getInt("mail_attempts"),
                new ContactMail(
                        NoticeKind.valueOf(row.getString("kind")),
                        row.getString("detail"),
                        row.getString("about"),
                        row.getString("address"),
                        row.getInt("sample") == 1,
                        row.getString("server")));
    }

    /// One that waits.
    ///
    /// @param attempts how often it was tried
    record Posted(String id, Instant at, int attempts, ContactMail mail) {}
}
