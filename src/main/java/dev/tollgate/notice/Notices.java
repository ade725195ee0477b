package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes notices, shows them, and hands them to the mailer. One row is both: the notice that waits
/// in the portal and the mail that waits to be sent.
@Component
public final class Notices implements Perishable {

    private static final Duration RETENTION = Duration.ofDays(90);
    static final Duration MAILED_WITHIN = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Contacts contacts;
    private final Recipients recipients;
    private final Ids ids;

    Notices(
            JdbcClient jdbc,
            Transactions transactions,
            Contacts contacts,
            Recipients recipients,
            Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.contacts = contacts;
        this.recipients = recipients;
        this.ids = ids;
    }

    /// Tells the owner, in the open transaction of the change: in the portal, and by mail at the
    /// account's address and at the second one where there is one. The contacts of the event are
    /// told too. An event that is switched off stands in the portal only.
    public void tell(AccountId account, NoticeKind kind, String detail, Instant now) {
        tell(account, kind, detail, contacts.tell(account, kind, detail, now), now);
    }

    /// Tells every administrator, and the contacts of the event once, in the open transaction.
    public void tellAdministrators(NoticeKind kind, String detail, Instant now) {
        boolean mailed = contacts.tell(null, kind, detail, now);
        recipients.administrators().forEach(account -> tell(account, kind, detail, mailed, now));
    }

    private void tell(
            AccountId account, NoticeKind kind, String detail, boolean mailed, Instant now) {
        write(account, kind, detail, "", mailed ? null : now, now);
        if (mailed) {
            tellAt(recipients.copyTo(account), account, kind, detail, now);
        }
    }

    /// Tells the owner by mail to another address than the account's own, such as the one it had
    /// before. The portal does not show it.
    public void tellAt(
            String address, AccountId account, NoticeKind kind, String detail, Instant now) {
        if (!address.isEmpty()) {
            write(account, kind, detail, address, null, now);
        }
    }

    /// Tells the owner in the portal only and by no mail, in the open transaction.
    public void tellInPortal(AccountId account, NoticeKind kind, String detail, Instant now) {
        write(account, kind, detail, "", now, now);
    }

    private void write(
            AccountId account,
            NoticeKind kind,
            String detail,
            String address,
            @Nullable Instant mailedAt,
            Instant now) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        insert into notice (id, account_id, kind, detail, created_at, mailed_at,
                                            mail_attempts, mail_after, address)
                        values (:id, :account, :kind, :detail, :now, :mailed, 0, :now, :address)""")
                .param("id", ids.next(now).toString())
                .param("account", account.text())
                .param("kind", kind.name())
                .param("detail", detail)
                .param("now", now.toEpochMilli())
                .param("mailed", mailedAt == null ? null : mailedAt.toEpochMilli())
                .param("address", address)
                .update();
    }

    /// When the owner was last told of this kind of thing.
    public Optional<Instant> lastTold(AccountId account, NoticeKind kind) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select created_at from notice
                                        where account_id = :account and kind = :kind
                                        order by created_at desc limit 1""")
                                .param("account", account.text())
                                .param("kind", kind.name())
                                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                                .optional());
    }

    /// Newest first.
    public List<Notice> unread(AccountId account) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select * from notice
                                        where account_id = :account and read_at is null
                                          and address = ''
                                        order by created_at desc, id desc limit 50""")
                                .param("account", account.text())
                                .query((row, _) -> notice(row))
                                .list());
    }

    /// Does nothing where the notice is another account's.
    public void markRead(AccountId account, String noticeId, Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update notice set read_at = :now
                                        where id = :id and account_id = :account and read_at is null""")
                                .param("now", now.toEpochMilli())
                                .param("id", noticeId)
                                .param("account", account.text())
                                .update());
    }

    /// Forgets what was read 90 days ago.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from notice where read_at < :before")
                                .param("before", now.minus(RETENTION).toEpochMilli())
                                .update());
    }

    /// The notices whose mail is due, oldest first, but reminders after all else, so that thousands
    /// of them hold back no alarm: those of the last week, so that a mail server set up late sends
    /// no old news. Having been read in the portal cancels no mail: the reader
    /// may be the one whom it warns of.
    List<Waiting> due(Instant now, int limit) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select * from notice
                                        where mailed_at is null and mail_after <= :now
                                          and coalesce(mail_since, created_at) > :since
                                        order by case when kind in ('SET_UP_AHEAD', 'SET_UP_ASKED') then 1 else 0 end,
                                                 mail_after
                                        limit :limit""")
                                .param("now", now.toEpochMilli())
                                .param("since", now.minus(MAILED_WITHIN).toEpochMilli())
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new Waiting(
                                                        notice(row), row.getInt("mail_attempts")))
                                .list());
    }

    /// Takes one notice to send: pushes its next try into the future in the same statement, so that
    /// two nodes never send the same mail at the same time.
    boolean claim(Notice notice, Instant now, Duration retryAfter) {
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                update notice set mail_attempts = mail_attempts + 1,
                                                                  mail_after = :retry,
                                                                  mail_error = ''
                                                where id = :id and mailed_at is null
                                                  and mail_after <= :now""")
                                        .param("retry", now.plus(retryAfter).toEpochMilli())
                                        .param("id", notice.id())
                                        .param("now", now.toEpochMilli())
                                        .update())
                == 1;
    }

    void mailed(Notice notice, Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update notice set mailed_at = :now, mail_error = ''
                                        where id = :id""")
                                .param("now", now.toEpochMilli())
                                .param("id", notice.id())
                                .update());
    }

    /// Notes why the last try failed; the next one is due already.
    void failed(Notice notice, String why) {
        transactions.write(
                () ->
                        jdbc.sql("update notice set mail_error = :why where id = :id")
                                .param("why", why)
                                .param("id", notice.id())
                                .update());
    }

    /// One whose mail waits.
    ///
    /// @param attempts how often it was tried
    record Waiting(Notice notice, int attempts) {}

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getString("id"),
                AccountId.parse(row.getString("account_id")),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("detail"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("address"));
    }
}
