package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How it stands with the mails that are to be sent: notices, to owners and to contacts, and those
/// that carry a secret.
@Component
public final class Outbox {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final MailServers servers;
    private final Recipients recipients;

    Outbox(JdbcClient jdbc, Transactions transactions, MailServers servers, Recipients recipients) {
        this.recipients = recipients;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.servers = servers;
    }

    /// What waits now. A notice that nobody could send for a week is given up as a mail; it still
    /// stands in the portal.
    public Standing standing(Instant now) {
        long since = now.minus(Notices.MAILED_WITHIN).toEpochMilli();
        return transactions.read(
                () ->
                        new Standing(
                                count(
                                                """
                                        mailed_at is null
                                        and coalesce(mail_since, created_at) > :since""",
                                                since)
                                        + mails("", now)
                                        + contactMails("mail_since > :since", since),
                                count(
                                                """
                                        mailed_at is null and mail_error <> ''
                                        and coalesce(mail_since, created_at) > :since""",
                                                since)
                                        + mails(" and mail_error <> ''", now)
                                        + contactMails(
                                                "mail_error <> '' and mail_since > :since", since),
                                count(
                                                """
                                        mailed_at is null and mail_attempts > 0
                                        and coalesce(mail_since, created_at) <= :since""",
                                                since)
                                        + contactMails("mail_since <= :since", since),
                                servers.lastSuccess().orElse(null)));
    }

    /// What waits or was given up, newest first, at most so many.
    public List<Item> items(Instant now, int limit) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select kind, account_id, address, created_at, mail_after,
                                               mail_error, coalesce(mail_since, created_at) as since,
                                               mail_attempts as attempts
                                        from notice
                                        where mailed_at is null
                                          and (mail_attempts > 0
                                               or coalesce(mail_since, created_at) > :since)
                                        union all
                                        select kind, account_id, address, created_at, mail_after,
                                               mail_error, expires_at as since, attempts
                                        from mail where expires_at > :now
                                        union all
                                        select kind, '', address, created_at, mail_after,
                                               mail_error, mail_since, mail_attempts
                                        from contact_mail where server is null
                                        order by created_at desc limit :limit""")
                                .param("since", now.minus(Notices.MAILED_WITHIN).toEpochMilli())
                                .param("now", now.toEpochMilli())
                                .param("limit", limit)
                                .query((row, _) -> item(row, now))
                                .list());
    }

    /// Makes due in the open transaction what failed, also what was given up. What is being sent at
    /// this moment is left alone.
    ///
    /// @return how many
    public int tryAgain(Instant now) {
        Transactions.requireOpen();
        int notices =
                jdbc.sql(
                                """
                                update notice set mail_after = :now, mail_since = :now
                                where mailed_at is null and mail_error <> ''""")
                        .param("now", now.toEpochMilli())
                        .update();
        int contactMails =
                jdbc.sql(
                                """
                                update contact_mail set mail_after = :now, mail_since = :now
                                where server is null and mail_error <> ''""")
                        .param("now", now.toEpochMilli())
                        .update();
        int mails =
                jdbc.sql(
                                """
                                update mail set mail_after = :now
                                where expires_at > :now and mail_error <> ''""")
                        .param("now", now.toEpochMilli())
                        .update();
        return notices + contactMails + mails;
    }

    private Item item(ResultSet row, Instant now) throws SQLException {
        String error = row.getString("mail_error");
        Instant since = Instant.ofEpochMilli(row.getLong("since"));
        boolean givenUp = !since.isAfter(now.minus(Notices.MAILED_WITHIN));
        String address = row.getString("address");
        String to =
                Optional.of(row.getString("account_id"))
                        .filter(account -> !account.isEmpty())
                        .flatMap(account -> recipients.of(AccountId.parse(account)))
                        .map(recipient -> recipient.at(address).email())
                        .orElse(address);
        return new Item(
                row.getString("kind"),
                to,
                Instant.ofEpochMilli(row.getLong("created_at")),
                givenUp ? null : Instant.ofEpochMilli(row.getLong("mail_after")),
                error.isEmpty() ? null : MailAnswer.parse(error));
    }

    private int count(String condition, long since) {
        return jdbc.sql("select count(*) from notice where " + condition)
                .param("since", since)
                .query(Integer.class)
                .single();
    }

    /// What goes through a server that was replaced is left out: that it may be gone is no news.
    private int contactMails(String condition, long since) {
        return jdbc.sql("select count(*) from contact_mail where server is null and " + condition)
                .param("since", since)
                .query(Integer.class)
                .single();
    }

    private int mails(String condition, Instant now) {
        return jdbc.sql("select count(*) from mail where expires_at > :now" + condition)
                .param("now", now.toEpochMilli())
                .query(Integer.class)
                .single();
    }

    /// One mail that is not sent.
    ///
    /// @param kind names its subject, `mail.subject.<kind>`
    /// @param to where it goes; empty where there is no address
    /// @param nextTry when it is tried next; `null` where it was given up
    /// @param failure why the last try failed; `null` for none
    public record Item(
            String kind,
            String to,
            Instant createdAt,
            @Nullable Instant nextTry,
            Delivery.@Nullable Failed failure) {}

    /// How it stands.
    ///
    /// @param waiting mails that will be tried, for the first time or again
    /// @param failing those of them whose last try failed
    /// @param givenUp notices that were tried for a week in vain
    /// @param lastSent when a mail server last took a mail; `null` for never
    public record Standing(int waiting, int failing, int givenUp, @Nullable Instant lastSent) {}
}
