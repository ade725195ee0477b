package dev.tollgate.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The chain's tables. Every method runs in the caller's transaction.
@Component
final class ChainStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ChainStore(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.batches = new JdbcTemplate(source);
    }

    /// A head as it is stored.
    record SignedHead(ChainHead head, String signature) {}

    /// An anchor as it is stored.
    record SignedAnchor(AuditAnchor anchor, String signature) {}

    Optional<SignedHead> head() {
        return jdbc.sql("select * from audit_head where id = 1")
                .query((row, _) -> head(row))
                .optional();
    }

    /// False where there is one already.
    boolean begin(ChainHead head, String signature, String lease, Instant until) {
        return jdbc.sql(
                                """
                                insert into audit_head (id, position, seal, cut_position, cut_seal,
                                    unmarked, sealed_at, signature, lease, lease_until)
                                values (1, :position, :seal, :cutPosition, :cutSeal,
                                    :unmarked, :sealedAt, :signature, :lease, :until)
                                on conflict (id) do nothing""")
                        .param("position", head.position())
                        .param("seal", head.seal())
                        .param("cutPosition", head.cutPosition())
                        .param("cutSeal", head.cutSeal())
                        .param("unmarked", head.unmarked())
                        .param("sealedAt", head.sealedAt().toEpochMilli())
                        .param("signature", signature)
                        .param("lease", lease)
                        .param("until", until.toEpochMilli())
                        .update()
                == 1;
    }

    /// Takes or keeps the lease, and locks the head until the transaction ends; false where another
    /// holds it or there is no head.
    boolean lease(String lease, Instant now, Instant until) {
        return jdbc.sql(
                                """
                                update audit_head set lease = :lease, lease_until = :until
                                where id = 1 and (lease = :lease or lease_until <= :now)""")
                        .param("lease", lease)
                        .param("until", until.toEpochMilli())
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    void release(String lease) {
        jdbc.sql("update audit_head set lease_until = 0 where id = 1 and lease = :lease")
                .param("lease", lease)
                .update();
    }

    void move(ChainHead head, String signature) {
        jdbc.sql(
                        """
                        update audit_head set position = :position, seal = :seal,
                            cut_position = :cutPosition, cut_seal = :cutSeal,
                            sealed_at = :sealedAt, signature = :signature
                        where id = 1""")
                .param("position", head.position())
                .param("seal", head.seal())
                .param("cutPosition", head.cutPosition())
                .param("cutSeal", head.cutSeal())
                .param("sealedAt", head.sealedAt().toEpochMilli())
                .param("signature", signature)
                .update();
    }

    boolean hasUnsealed() {
        return !unsealed(1).isEmpty();
    }

    /// Rows that are to be chained, oldest first. A row that another transaction has not committed
    /// yet is not among them and is found later, whatever its time and id.
    List<StoredRow> unsealed(int limit) {
        return jdbc.sql(
                        """
                        select * from audit where position is null
                        order by at, id limit :limit""")
                .param("limit", limit)
                .query((row, _) -> StoredRow.read(row))
                .list();
    }

    /// The oldest row that was written before an instant and is not chained.
    Optional<StoredRow> unsealedBefore(Instant instant) {
        return unsealed(1).stream().filter(row -> row.at() < instant.toEpochMilli()).findFirst();
    }

    long unmarked() {
        return jdbc.sql("select count(*) from audit where mark = ''")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// @param rows with their places and seals
    void seal(List<StoredRow> rows) {
        batches.batchUpdate(
                "update audit set position = ?, seal = ? where id = ? and position is null",
                rows,
                rows.size(),
                (statement, row) -> {
                    statement.setLong(1, row.position());
                    statement.setString(2, row.seal());
                    statement.setString(3, row.id());
                });
    }

    /// Chained rows after a place and up to another, in the order of the chain.
    List<StoredRow> between(long position, long last, int limit) {
        return after(position, limit).stream().filter(row -> row.position() <= last).toList();
    }

    /// Chained rows after a place, in the order of the chain.
    List<StoredRow> after(long position, int limit) {
        return jdbc.sql(
                        """
                        select * from audit where position > :position
                        order by position limit :limit""")
                .param("position", position)
                .param("limit", limit)
                .query((row, _) -> StoredRow.read(row))
                .list();
    }

    /// A row that claims a place at which the chain has none.
    Optional<StoredRow> outsideChain() {
        return jdbc.sql(
                        """
                        select * from audit
                        where position > (select coalesce(max(position), 0) from audit_head)
                           or position <= 0
                        order by position limit 1""")
                .query((row, _) -> StoredRow.read(row))
                .optional();
    }

    void add(AuditAnchor anchor, String signature) {
        jdbc.sql(
                        """
                        insert into audit_anchor (position, seal, at, signature)
                        values (:position, :seal, :at, :signature)
                        on conflict (position) do nothing""")
                .param("position", anchor.position())
                .param("seal", anchor.seal())
                .param("at", anchor.at().toEpochMilli())
                .param("signature", signature)
                .update();
    }

    Optional<SignedAnchor> newestAnchor() {
        return jdbc.sql("select * from audit_anchor order by position desc limit 1")
                .query((row, _) -> anchor(row))
                .optional();
    }

    /// The newest anchor of before an instant, at or before a place.
    Optional<SignedAnchor> anchorBefore(Instant instant, long position) {
        return jdbc.sql(
                        """
                        select * from audit_anchor
                        where at < :at and position <= :position
                        order by position desc limit 1""")
                .param("at", instant.toEpochMilli())
                .param("position", position)
                .query((row, _) -> anchor(row))
                .optional();
    }

    void deleteAnchorsBefore(long position) {
        jdbc.sql("delete from audit_anchor where position < :position")
                .param("position", position)
                .update();
    }

    /// Deletes rows that the record was cut from.
    ///
    /// @return how many
    int deleteCut(int limit) {
        return jdbc.sql(
                        """
                        delete from audit where id in (
                            select id from audit
                            where position <= (select cut_position from audit_head where id = 1)
                            order by position limit :limit)""")
                .param("limit", limit)
                .update();
    }

    private static SignedHead head(ResultSet row) throws SQLException {
        return new SignedHead(
                new ChainHead(
                        row.getLong("position"),
                        row.getString("seal"),
                        row.getLong("cut_position"),
                        row.getString("cut_seal"),
                        row.getLong("unmarked"),
                        Instant.ofEpochMilli(row.getLong("sealed_at"))),
                row.getString("signature"));
    }

    private static SignedAnchor anchor(ResultSet row) throws SQLException {
        return new SignedAnchor(
                new AuditAnchor(
                        row.getLong("position"),
                        row.getString("seal"),
                        Instant.ofEpochMilli(row.getLong("at"))),
                row.getString("signature"));
    }
}
