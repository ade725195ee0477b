package dev.tollgate.throttle;

import dev.tollgate.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows behind the budgets. Every method runs in the caller's transaction.
@Component
final class BudgetStore {

    private static final int CAUSES = 30;

    private final JdbcClient jdbc;
    private final Ids ids;

    BudgetStore(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// Reads one budget's state and keeps every other booking for it waiting until the transaction
    /// ends: the row is written, so that PostgreSQL locks it (SQLite has one writer anyway).
    State lock(Budget budget, String subject) {
        return jdbc.sql(
                        """
                        insert into budget (kind, subject, in_row, level, not_before)
                        values (:kind, :subject, 0, 0, 0)
                        on conflict (kind, subject) do update set in_row = budget.in_row
                        returning in_row, level, not_before""")
                .param("kind", budget.name())
                .param("subject", subject)
                .query((row, _) -> state(row))
                .single();
    }

    State read(Budget budget, String subject) {
        return jdbc.sql(
                        """
                        select in_row, level, not_before from budget
                        where kind = :kind and subject = :subject""")
                .param("kind", budget.name())
                .param("subject", subject)
                .query((row, _) -> state(row))
                .optional()
                .orElse(State.FRESH);
    }

    int failuresWithin(Budget budget, String subject, Duration span, Instant now) {
        return jdbc.sql(
                        """
                        select count(*) from attempt
                        where kind = :kind and subject = :subject and at > :since""")
                .param("kind", budget.name())
                .param("subject", subject)
                .param("since", now.minus(span).toEpochMilli())
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /// What a source's failures of a span were about, the most frequent first.
    List<String> causesWithin(String source, Duration span, Instant now) {
        return jdbc.sql(
                        """
                        select cause from attempt
                        where kind = 'SOURCE' and subject = :source and at > :since
                        group by cause order by count(*) desc, cause limit :most""")
                .param("source", source)
                .param("since", now.minus(span).toEpochMilli())
                .param("most", CAUSES)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// The failures of a span, each counted with its weight.
    int weightWithin(Budget budget, String subject, Duration span, Instant now) {
        return jdbc.sql(
                        """
                        select coalesce(sum(weight), 0) from attempt
                        where kind = :kind and subject = :subject and at > :since""")
                .param("kind", budget.name())
                .param("subject", subject)
                .param("since", now.minus(span).toEpochMilli())
                .query((row, _) -> row.getInt(1))
                .single();
    }

    Admission.Booking book(Line line, State before, State after, Instant now) {
        String id = ids.next(now).toString();
        jdbc.sql(
                        """
                        insert into attempt (id, kind, subject, at, weight, cause)
                        values (:id, :kind, :subject, :at, :weight, :cause)""")
                .param("id", id)
                .param("kind", line.budget().name())
                .param("subject", line.subject())
                .param("at", now.toEpochMilli())
                .param("weight", after.inRow() - before.inRow())
                .param("cause", line.cause())
                .update();
        save(line.budget(), line.subject(), after);
        return new Admission.Booking(line, id, before, after);
    }

    void giveBack(Admission.Booking booking) {
        jdbc.sql("delete from attempt where id = :id").param("id", booking.attemptId()).update();
    }

    /// Takes a booking out with all that it did: the count in a row, and the wait where no later
    /// booking or success has set another.
    void withdraw(Admission.Booking booking) {
        giveBack(booking);
        State present = lock(booking.budget(), booking.subject());
        State waits = present.waitsAs(booking.after()) ? booking.before() : present;
        save(
                booking.budget(),
                booking.subject(),
                new State(
                        Math.max(0, present.inRow() - booking.weight()),
                        waits.level(),
                        waits.notBefore()));
    }

    void save(Budget budget, String subject, State state) {
        jdbc.sql(
                        """
                        update budget set in_row = :inRow, level = :level, not_before = :notBefore
                        where kind = :kind and subject = :subject""")
                .param("inRow", state.inRow())
                .param("level", state.level())
                .param("notBefore", state.notBefore().toEpochMilli())
                .param("kind", budget.name())
                .param("subject", subject)
                .update();
    }

    /// Ends the row of failures and leaves the waits as they are.
    void endRow(Budget budget, String subject) {
        jdbc.sql("update budget set in_row = 0 where kind = :kind and subject = :subject")
                .param("kind", budget.name())
                .param("subject", subject)
                .update();
    }

    /// Takes a source's failures about one account since an instant out again.
    void giveBackToSource(String source, String account, Instant since) {
        jdbc.sql(
                        """
                        delete from attempt
                        where kind = 'SOURCE' and subject = :source and at >= :since
                          and cause = :account""")
                .param("source", source)
                .param("since", since.toEpochMilli())
                .param("account", account)
                .update();
    }

    void noteLogin(String source, String account, Instant now) {
        jdbc.sql(
                        """
                        insert into source_login (subject, account_id, at)
                        values (:source, :account, :now)
                        on conflict (subject, account_id) do update set at = excluded.at""")
                .param("source", source)
                .param("account", account)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// How many accounts logged in from a source after an instant, up to a most.
    int accountsFrom(String source, Instant since, int most) {
        return jdbc.sql(
                        """
                        select count(*) from
                            (select 1 from source_login
                             where subject = :source and at > :since limit :most) as counted""")
                .param("source", source)
                .param("since", since.toEpochMilli())
                .param("most", most)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /// Ends the waits of the browsers that an account knows.
    void endWaitsOfBrowsers(String account) {
        jdbc.sql(
                        """
                        update budget set level = 0, not_before = 0
                        where kind in ('KNOWN_PASSWORD', 'KNOWN_CODE') and subject in
                            (select id from known_browser where account_id = :account)""")
                .param("account", account)
                .update();
    }

    void forgetAttempts(Budget budget, String subject) {
        jdbc.sql("delete from attempt where kind = :kind and subject = :subject")
                .param("kind", budget.name())
                .param("subject", subject)
                .update();
    }

    void purge(Instant before) {
        jdbc.sql("delete from attempt where at < :before")
                .param("before", before.toEpochMilli())
                .update();
        jdbc.sql(
                        """
                        delete from budget where not_before < :before
                          and (in_row = 0 or kind not in ('SECOND_FACTOR', 'KNOWN_PASSWORD'))""")
                .param("before", before.toEpochMilli())
                .update();
        jdbc.sql(
                        """
                        delete from budget where kind in ('KNOWN_PASSWORD', 'KNOWN_CODE')
                          and not exists
                            (select 1 from known_browser where known_browser.id = budget.subject)""")
                .update();
        jdbc.sql("delete from source_login where at < :before")
                .param("before", before.toEpochMilli())
                .update();
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(row.getInt(1), row.getInt(2), Instant.ofEpochMilli(row.getLong(3)));
    }

    /// What is kept of one budget.
    ///
    /// @param inRow weight of the failures since the last success
    /// @param level how many waits deep
    /// @param notBefore end of the present wait, whole milliseconds
    record State(int inRow, int level, Instant notBefore) {

        static final State FRESH = new State(0, 0, Instant.EPOCH);

        State {
            notBefore = notBefore.truncatedTo(ChronoUnit.MILLIS);
        }

        boolean waitsAs(State other) {
            return level == other.level && notBefore.equals(other.notBefore);
        }
    }
}
