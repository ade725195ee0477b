package dev.tollgate.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How far each copy has got. Every method runs in the caller's transaction.
@Component
final class StreamStore {

    private final JdbcClient jdbc;

    StreamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A copy as it is stored.
    ///
    /// @param position number of the last row that is safe there
    /// @param movedAt when that was; `null` for never
    /// @param failingSince since when rows cannot be sent; `null` where they can
    /// @param triedUntil when whoever last sent or tried let go, or will
    record Standing(
            long position,
            @Nullable Instant movedAt,
            @Nullable Instant failingSince,
            Instant triedUntil) {

        static final Standing NONE = new Standing(0, null, null, Instant.EPOCH);
    }

    Standing of(String name) {
        return jdbc.sql("select * from audit_stream where name = :name")
                .param("name", name)
                .query(
                        (row, _) ->
                                new Standing(
                                        row.getLong("position"),
                                        instant(row, "moved_at"),
                                        instant(row, "failing_since"),
                                        Instant.ofEpochMilli(row.getLong("lease_until"))))
                .optional()
                .orElse(Standing.NONE);
    }

    /// Takes or keeps a copy for oneself, unless another server has it.
    boolean lease(String name, String lease, Instant now, Instant until) {
        return jdbc.sql(
                                """
                                insert into audit_stream (name, position, lease, lease_until)
                                values (:name, 0, :lease, :until)
                                on conflict (name) do update
                                set lease = excluded.lease, lease_until = excluded.lease_until
                                where audit_stream.lease = :lease
                                   or audit_stream.lease_until <= :now""")
                        .param("name", name)
                        .param("lease", lease)
                        .param("until", until.toEpochMilli())
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /// Notes that rows are safe, and keeps the copy; false where another server has taken it over.
    boolean move(String name, String lease, long position, Instant now, Instant until) {
        return jdbc.sql(
                                """
                                update audit_stream
                                set position = :position, moved_at = :now, failing_since = null,
                                    lease_until = :until
                                where name = :name and lease = :lease""")
                        .param("name", name)
                        .param("lease", lease)
                        .param("position", position)
                        .param("now", now.toEpochMilli())
                        .param("until", until.toEpochMilli())
                        .update()
                == 1;
    }

    /// Notes that rows could not be sent, and lets another server try.
    void failed(String name, String lease, Instant now) {
        jdbc.sql(
                        """
                        update audit_stream
                        set failing_since = coalesce(failing_since, :now), lease_until = :now
                        where name = :name and lease = :lease""")
                .param("name", name)
                .param("lease", lease)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// The number of the last row that every copy has; [Long#MAX_VALUE] where there is none. One
    /// that nobody has tried to go on with for a long time is given up.
    long least(Instant now, Duration givenUpAfter) {
        return jdbc.sql(
                        """
                        select coalesce(min(position), :none) from audit_stream
                        where lease_until > :since""")
                .param("none", Long.MAX_VALUE)
                .param("since", now.minus(givenUpAfter).toEpochMilli())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
