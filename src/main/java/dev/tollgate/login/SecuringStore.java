package dev.tollgate.login;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who is securing their account, and since when.
@Component
final class SecuringStore {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final AuditLog audit;

    SecuringStore(JdbcClient jdbc, Transactions transactions, AuditLog audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
    }

    /// Begins at the instant of the event, where none younger than `life` is under way.
    void begin(AuditEvent event, AccountId account, Duration life) {
        transactions.write(
                () -> {
                    int begun =
                            jdbc.sql(
                                            """
                                            insert into securing (account_id, begun_at)
                                            values (:account, :now)
                                            on conflict (account_id) do update
                                            set begun_at = excluded.begun_at
                                            where securing.begun_at <= :stale""")
                                    .param("account", account.text())
                                    .param("now", event.at().toEpochMilli())
                                    .param("stale", event.at().minus(life).toEpochMilli())
                                    .update();
                    if (begun == 1) {
                        audit.write(event);
                    }
                });
    }

    void end(AuditEvent event, AccountId account) {
        transactions.write(
                () -> {
                    int ended =
                            jdbc.sql("delete from securing where account_id = :account")
                                    .param("account", account.text())
                                    .update();
                    if (ended == 1) {
                        audit.write(event);
                    }
                });
    }

    /// When it began, where that was after `stale`.
    Optional<Instant> begunAt(AccountId account, Instant stale) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select begun_at from securing
                                        where account_id = :account and begun_at > :stale""")
                                .param("account", account.text())
                                .param("stale", stale.toEpochMilli())
                                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                                .optional());
    }
}
