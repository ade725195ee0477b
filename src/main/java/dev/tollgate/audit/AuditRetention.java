package dev.tollgate.audit;

import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Lets go of rows that are older than the record is kept. It is cut at an anchor, which the log
/// was told as well, and what is left is a whole chain that begins there.
///
/// Whoever copies the record elsewhere is waited for: nothing goes that it has not read.
///
/// A lower bound holds whatever the database says, so that nobody who can write to it has the
/// portal itself remove what has just happened.
@Component
public final class AuditRetention implements Perishable {

    /// Everybody sees the events of their own account of 90 days.
    public static final int LEAST_DAYS = 90;

    public static final int MOST_DAYS = 3_650;
    static final int DEFAULT_DAYS = 365;
    static final int BATCH = 200;

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

    private final JdbcClient jdbc;
    private final ChainStore store;
    private final AuditSealer sealer;
    private final AuditReader reader;
    private final Transactions transactions;

    AuditRetention(
            JdbcClient jdbc,
            ChainStore store,
            AuditSealer sealer,
            AuditReader reader,
            Transactions transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.sealer = sealer;
        this.reader = reader;
        this.transactions = transactions;
    }

    /// How many days the record is kept.
    public int days() {
        int days =
                transactions.read(
                        () ->
                                jdbc.sql("select days from audit_retention where id = 1")
                                        .query(Integer.class)
                                        .optional()
                                        .orElse(DEFAULT_DAYS));
        return Math.max(days, LEAST_DAYS);
    }

    /// Sets it in the open transaction.
    ///
    /// @param days [#LEAST_DAYS] to [#MOST_DAYS]
    public void keep(int days) {
        Transactions.requireOpen();
        if (days < LEAST_DAYS || days > MOST_DAYS) {
            throw new IllegalArgumentException("not a number of days: " + days);
        }
        jdbc.sql(
                        """
                        insert into audit_retention (id, days) values (1, :days)
                        on conflict (id) do update set days = excluded.days""")
                .param("days", days)
                .update();
    }

    /// First the head says where the record begins, then rows go, a few at a time: whatever stops
    /// this in between, the next one goes on with it.
    @Override
    public void purge(Instant now) {
        try {
            sealer.cut(now.minus(Duration.ofDays(days())), reader.hasRead(now));
        } catch (BrokenChainException e) {
            log.error("the audit record is not cut: {}", e.getMessage());
        }
        while (transactions.write(() -> store.deleteCut(BATCH)) == BATCH) {
            // the next few
        }
    }
}
