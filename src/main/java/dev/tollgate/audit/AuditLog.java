package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes and reads the record.
@Component
public final class AuditLog {

    private static final String INSERT =
            """
            insert into audit (id, at, kind, outcome, actor, target, address, user_agent,
                               session, reason, mark)
            values (:id, :at, :kind, :outcome, :actor, :target, :address, :userAgent,
                    :session, :reason, :mark)""";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Ids ids;
    private final Chain chain;

    AuditLog(JdbcClient jdbc, DataSource source, Ids ids, Chain chain) {
        this.jdbc = jdbc;
        this.batches = new NamedParameterJdbcTemplate(source);
        this.ids = ids;
        this.chain = chain;
    }

    /// Adds one row to the open transaction: where it cannot be written, the change does not
    /// happen.
    ///
    /// @throws IllegalStateException outside a transaction
    public void write(AuditEvent event) {
        Transactions.requireOpen();
        batches.update(INSERT, row(event));
    }

    /// Adds a row for each of many, in the open transaction.
    ///
    /// @throws IllegalStateException outside a transaction
    public void writeAll(List<AuditEvent> events) {
        Transactions.requireOpen();
        batches.batchUpdate(
                INSERT, events.stream().map(this::row).toArray(SqlParameterSource[]::new));
    }

    private SqlParameterSource row(AuditEvent event) {
        StoredRow row = StoredRow.of(ids.next(event.at()).toString(), event);
        return new MapSqlParameterSource()
                .addValue("id", row.id())
                .addValue("at", row.at())
                .addValue("kind", row.kind())
                .addValue("outcome", row.outcome())
                .addValue("actor", row.actor())
                .addValue("target", row.target())
                .addValue("address", row.address())
                .addValue("userAgent", row.userAgent())
                .addValue("session", row.session())
                .addValue("reason", row.reason())
                .addValue("mark", chain.mark(row));
    }

    /// The newest events that concern an account, newest first.
    public List<AuditEvent> newestAbout(AccountId account, int limit) {
        return jdbc.sql(
                        """
                        select * from audit where target = :account
                        order by at desc, id desc limit :limit""")
                .param("account", account.text())
                .param("limit", limit)
                .query((row, _) -> StoredRow.read(row).event())
                .list();
    }

    /// Events that concern an account, newest first, from an instant on.
    ///
    /// @param before the place after which they begin
    public List<AuditRow> about(
            AccountId account, Instant since, AuditRow.Place before, int limit) {
        return jdbc.sql(
                        """
                        select * from audit
                        where target = :account and at >= :since and at <= :at
                          and (at < :at or id < :id)
                        order by at desc, id desc limit :limit""")
                .param("account", account.text())
                .param("since", since.toEpochMilli())
                .param("at", before.at())
                .param("id", before.id())
                .param("limit", limit)
                .query((row, _) -> StoredRow.read(row).audit())
                .list();
    }

    /// How many events of some kinds there have been from an instant on.
    public long count(Set<AuditEvent.Kind> kinds, Instant since) {
        return jdbc.sql("select count(*) from audit where kind in (:kinds) and at >= :since")
                .param("kinds", kinds.stream().map(Enum::name).toList())
                .param("since", since.toEpochMilli())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// The most events of some kinds that lie within one stretch of time, of those after an
    /// instant.
    public long mostWithin(Set<AuditEvent.Kind> kinds, Instant after, Duration within) {
        return jdbc.sql(
                        """
                        select coalesce(max(near), 0)
                        from (select count(*) over (order by at
                                                    range between :within preceding
                                                              and current row) as near
                              from audit where kind in (:kinds) and outcome = 'DONE'
                                           and at > :after) as counted""")
                .param("within", within.toMillis())
                .param("kinds", kinds.stream().map(Enum::name).toList())
                .param("after", after.toEpochMilli())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// When something of a kind was last done; empty for never, or for longer ago than the record
    /// reaches.
    public Optional<Instant> lastDone(AuditEvent.Kind kind) {
        return jdbc.sql(
                        """
                        select at from audit where kind = :kind and outcome = 'DONE'
                        order by at desc limit 1""")
                .param("kind", kind.name())
                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    /// What stands most often in the rows of some kinds, the most frequent first.
    ///
    /// @param after this instant, up to and with `until`
    public List<Tally> tally(
            Set<AuditEvent.Kind> kinds, Tally.By by, Instant after, Instant until, int limit) {
        String column = by.column();
        return jdbc.sql(
                        """
                        select %1$s as subject, count(*) as times, count(*) over () as subjects
                        from audit where kind in (:kinds) and at > :after and at <= :until
                                     and %1$s is not null
                        group by %1$s order by times desc, %1$s limit :limit"""
                                .formatted(column))
                .param("kinds", kinds.stream().map(Enum::name).toList())
                .param("after", after.toEpochMilli())
                .param("until", until.toEpochMilli())
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Tally(
                                        row.getString("subject"),
                                        row.getLong("times"),
                                        row.getLong("subjects")))
                .list();
    }

    /// The newest login of an account in another session than this one.
    ///
    /// @param session digest of the session
    public Optional<AuditEvent> loginBefore(AccountId account, String session) {
        return newestLogin(account, AuditEvent.shortened(session));
    }

    /// The newest login of an account.
    public Optional<AuditEvent> lastLogin(AccountId account) {
        return newestLogin(account, "");
    }

    private Optional<AuditEvent> newestLogin(AccountId account, String otherThan) {
        return jdbc.sql(
                        """
                        select * from audit
                        where target = :account and kind = 'LOGIN' and session <> :other
                        order by at desc, id desc limit 1""")
                .param("account", account.text())
                .param("other", otherThan)
                .query((row, _) -> StoredRow.read(row).event())
                .optional();
    }
}
