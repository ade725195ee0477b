package dev.tollgate.throttle;

import dev.tollgate.kernel.AddressRange;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The addresses that are never blocked. What comes from them is counted all the same, and held up
/// by the waits of its account: nobody there is spared a password or a code.
@Component
public final class AllowedSources {

    /// As many as can be overseen; a range holds many addresses.
    public static final int MOST = 50;

    public static final int LONGEST_NOTE = 200;

    private final JdbcClient jdbc;
    private final Ids ids;

    AllowedSources(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// All of them, the newest first.
    public List<AllowedSource> all() {
        return jdbc.sql(
                        """
                        select id, source, note, added_at from allowed_source
                        order by added_at desc, id desc""")
                .query((row, _) -> allowed(row))
                .list();
    }

    public Optional<AllowedSource> find(String id) {
        return jdbc.sql("select id, source, note, added_at from allowed_source where id = :id")
                .param("id", id)
                .query((row, _) -> allowed(row))
                .optional();
    }

    /// Adds one in the caller's transaction; false where it is there already.
    public boolean add(AddressRange range, String note, Instant now) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                insert into allowed_source (id, source, note, added_at)
                                values (:id, :source, :note, :now)
                                on conflict (source) do nothing""")
                        .param("id", ids.next(now).toString())
                        .param("source", range.text())
                        .param("note", note)
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /// Removes one in the caller's transaction; false where it is gone already.
    public boolean remove(String id) {
        Transactions.requireOpen();
        return jdbc.sql("delete from allowed_source where id = :id").param("id", id).update() == 1;
    }

    boolean hold(Source source) {
        return all().stream().anyMatch(allowed -> allowed.range().contains(source.address()));
    }

    private static AllowedSource allowed(ResultSet row) throws SQLException {
        return new AllowedSource(
                row.getString(1),
                AddressRange.parse(row.getString(2)).orElseThrow(),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)));
    }
}
