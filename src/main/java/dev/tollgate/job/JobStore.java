package dev.tollgate.job;

import dev.tollgate.job.Job.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of jobs. Every method runs in the caller's transaction.
@Component
final class JobStore {

    /// How long what is shown once waits for it.
    static final Duration RESULTS_LIFE = Duration.ofMinutes(15);

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JobStore(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.batches = new JdbcTemplate(source);
    }

    /// False where its origin has started one already, or one about the same is under way.
    boolean insert(String id, NewJob job, Instant now) {
        int out = Math.toIntExact(job.items().stream().filter(JobItem::leftOut).count());
        int inserted =
                jdbc.sql(
                                """
                                insert into job (id, owner, kind, origin, content, payload, state,
                                                 failure, total, done, left_out, created_at,
                                                 results_until, lease, lease_until, attempts)
                                values (:id, :owner, :kind, :origin, :content, :payload, 'WAITING',
                                        '', :total, :out, :out, :now, 0, '', :now, 0)
                                on conflict do nothing""")
                        .param("id", id)
                        .param("owner", job.owner())
                        .param("kind", job.kind())
                        .param("origin", job.origin())
                        .param("content", job.content())
                        .param("payload", job.payload())
                        .param("total", job.total())
                        .param("out", out)
                        .param("now", now.toEpochMilli())
                        .update();
        if (inserted == 1) {
            insertItems(id, job);
        }
        return inserted == 1;
    }

    private void insertItems(String id, NewJob job) {
        batches.batchUpdate(
                "insert into job_item (job_id, position, subject, label, outcome)"
                        + " values (?, ?, ?, ?, ?)",
                job.items(),
                BATCH,
                (statement, item) -> {
                    statement.setString(1, id);
                    statement.setInt(2, item.position());
                    statement.setString(3, item.subject());
                    statement.setString(4, item.label());
                    statement.setString(5, item.outcome());
                });
    }

    Optional<Job> find(String id, String owner) {
        return jdbc.sql("select * from job where id = :id and owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .query((row, _) -> job(row))
                .optional();
    }

    /// The newest that an origin has started.
    Optional<Job> startedFrom(String origin, String owner) {
        return jdbc.sql(
                        """
                        select * from job where owner = :owner and origin = :origin
                        order by created_at desc limit 1""")
                .param("owner", owner)
                .param("origin", origin)
                .query((row, _) -> job(row))
                .optional();
    }

    Optional<Job> underWay(String content, String owner) {
        return jdbc.sql(
                        """
                        select * from job
                        where owner = :owner and content = :content and finished_at is null""")
                .param("owner", owner)
                .param("content", content)
                .query((row, _) -> job(row))
                .optional();
    }

    Optional<Job> find(String id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query((row, _) -> job(row))
                .optional();
    }

    /// Those under way, all of them, before the newest of those that have ended.
    List<Job> unread(String owner, int limit) {
        return jdbc.sql(
                        """
                        select * from job where owner = :owner and read_at is null
                          and (finished_at is null or id in
                               (select id from job
                                where owner = :owner and read_at is null
                                  and finished_at is not null
                                order by created_at desc limit :limit))
                        order by case when finished_at is null then 0 else 1 end,
                                 created_at desc""")
                .param("owner", owner)
                .param("limit", limit)
                .query((row, _) -> job(row))
                .list();
    }

    List<String> due(Instant now) {
        return jdbc.sql(
                        """
                        select id from job where finished_at is null and lease_until <= :now
                        order by lease_until, created_at limit 10""")
                .param("now", now.toEpochMilli())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Lets go of whatever anybody works on.
    void releaseAll(Instant now) {
        jdbc.sql(
                        "update job set lease_until = :now where finished_at is null and lease_until > :now")
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Takes a job that nobody works on; false where somebody else was faster.
    boolean claim(String id, String lease, Instant now, Instant until) {
        return jdbc.sql(
                                """
                                update job set state = 'RUNNING', lease = :lease, lease_until = :until,
                                               attempts = attempts + 1
                                where id = :id and finished_at is null and lease_until <= :now""")
                        .param("lease", lease)
                        .param("until", until.toEpochMilli())
                        .param("id", id)
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    int attempts(String id) {
        return jdbc.sql("select attempts from job where id = :id")
                .param("id", id)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    List<JobItem> waiting(String id, int limit) {
        return jdbc.sql(
                        """
                        select * from job_item where job_id = :id and outcome = ''
                        order by position limit :limit""")
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
    }

    List<JobItem> done(String id) {
        return jdbc.sql(
                        """
                        select * from job_item where job_id = :id and outcome = 'DONE'
                        order by position""")
                .param("id", id)
                .query((row, _) -> item(row))
                .list();
    }

    List<JobItem> leftOut(String id, int limit) {
        return jdbc.sql(
                        """
                        select * from job_item
                        where job_id = :id and outcome <> '' and outcome <> 'DONE'
                        order by position limit :limit""")
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> item(row))
                .list();
    }

    /// False where it is settled already.
    boolean settle(String id, JobItem item, String outcome, byte @Nullable [] sealed) {
        return jdbc.sql(
                                """
                                update job_item set outcome = :outcome, sealed = :sealed
                                where job_id = :id and position = :position and outcome = ''""")
                        .param("outcome", outcome)
                        .param("sealed", sealed)
                        .param("id", id)
                        .param("position", item.position())
                        .update()
                == 1;
    }

    /// Counts up and keeps the lease; false where it is another's, or the job has ended.
    boolean advance(String id, String lease, int done, int leftOut, Instant until) {
        return jdbc.sql(
                                """
                                update job set done = done + :done, left_out = left_out + :out,
                                               lease_until = :until, attempts = 0
                                where id = :id and lease = :lease and finished_at is null""")
                        .param("done", done)
                        .param("out", leftOut)
                        .param("until", until.toEpochMilli())
                        .param("id", id)
                        .param("lease", lease)
                        .update()
                == 1;
    }

    int settleRest(String id, String outcome) {
        return jdbc.sql(
                        "update job_item set outcome = :outcome where job_id = :id and outcome ="
                                + " ''")
                .param("outcome", outcome)
                .param("id", id)
                .update();
    }

    /// False where the lease is another's, or the job has ended.
    boolean finish(String id, String lease, State state, String failure, Instant now) {
        return jdbc.sql(
                                """
                                update job set state = :state, failure = :failure, finished_at = :now,
                                               results_until = :until
                                where id = :id and lease = :lease and finished_at is null""")
                        .param("state", state.name())
                        .param("failure", failure)
                        .param("now", now.toEpochMilli())
                        .param("until", now.plus(RESULTS_LIFE).toEpochMilli())
                        .param("id", id)
                        .param("lease", lease)
                        .update()
                == 1;
    }

    boolean stop(String id, String owner, Instant now) {
        return jdbc.sql(
                                """
                                update job set state = 'STOPPED', finished_at = :now,
                                               results_until = :until
                                where id = :id and owner = :owner and finished_at is null""")
                        .param("now", now.toEpochMilli())
                        .param("until", now.plus(RESULTS_LIFE).toEpochMilli())
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    void markRead(String id, String owner, Instant now) {
        jdbc.sql(
                        """
                        update job set read_at = :now
                        where id = :id and owner = :owner and finished_at is not null
                          and read_at is null""")
                .param("now", now.toEpochMilli())
                .param("id", id)
                .param("owner", owner)
                .update();
    }

    /// Spends the right to see the results; false where it is spent or has run out.
    boolean takeResults(String id, String owner, Instant now) {
        return jdbc.sql(
                                """
                                update job set results_until = 0
                                where id = :id and owner = :owner and finished_at is not null
                                  and results_until > :now""")
                        .param("id", id)
                        .param("owner", owner)
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    List<JobResult> results(String id) {
        return jdbc.sql(
                        """
                        select * from job_item where job_id = :id and sealed is not null
                        order by position""")
                .param("id", id)
                .query((row, _) -> new JobResult(item(row), row.getBytes("sealed")))
                .list();
    }

    void forgetResults(String id) {
        jdbc.sql("update job_item set sealed = null where job_id = :id and sealed is not null")
                .param("id", id)
                .update();
    }

    void forgetResultsBefore(Instant now) {
        jdbc.sql(
                        """
                        update job_item set sealed = null
                        where sealed is not null and job_id in
                            (select id from job where finished_at is not null
                             and results_until <= :now)""")
                .param("now", now.toEpochMilli())
                .update();
    }

    void deleteFinishedBefore(Instant before) {
        jdbc.sql("delete from job where finished_at < :before")
                .param("before", before.toEpochMilli())
                .update();
    }

    private static Job job(ResultSet row) throws SQLException {
        long finished = row.getLong("finished_at");
        Instant finishedAt = row.wasNull() ? null : Instant.ofEpochMilli(finished);
        return new Job(
                row.getString("id"),
                row.getString("owner"),
                row.getString("kind"),
                row.getString("payload"),
                State.valueOf(row.getString("state")),
                row.getString("failure"),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("left_out"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                finishedAt,
                finishedAt != null && row.getLong("results_until") > 0);
    }

    private static JobItem item(ResultSet row) throws SQLException {
        return new JobItem(
                row.getInt("position"),
                row.getString("subject"),
                row.getString("label"),
                row.getString("outcome"));
    }
}
