package dev.tollgate.sealing;

import dev.tollgate.storage.Transactions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Seals under the current key what is sealed under another, while the portal runs: in short
/// transactions, each value by compare-and-set, so that what the portal changes meanwhile stays.
/// Killed at any moment it has done a part, and the next run does the rest.
@Component
public final class Resealing {

    static final int BATCH = 200;

    /// The id of the key in a sealed blob.
    private static final String KEY_ID = "substr(%s, 2, 8)";

    private final KeyRing ring;
    private final Sealer sealer;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    Resealing(KeyRing ring, Sealer sealer, JdbcClient jdbc, Transactions transactions) {
        this.ring = ring;
        this.sealer = sealer;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Goes once through every sealed value.
    ///
    /// @param progress is told how many have been sealed anew so far
    public Outcome run(LongConsumer progress) {
        ring.reread();
        byte[] current = HexFormat.of().parseHex(ring.current().id());
        Outcome total = new Outcome(0, 0);
        for (SealedColumn column : SealedColumn.ALL) {
            String after = "";
            Batch batch;
            do {
                String from = after;
                batch = transactions.write(() -> next(column, current, from));
                after = batch.last();
                total = total.plus(batch.outcome());
                progress.accept(total.resealed());
            } while (batch.size() == BATCH);
        }
        return total;
    }

    /// How many values are sealed under each key.
    public Map<String, Long> uses() {
        return transactions.read(
                () -> {
                    Map<String, Long> uses = new TreeMap<>();
                    SealedColumn.ALL.forEach(column -> count(column, uses));
                    return uses;
                });
    }

    private void count(SealedColumn column, Map<String, Long> uses) {
        jdbc.sql(
                        "select %1$s as id, count(*) as uses from %2$s where length(%3$s) > 0 group by %1$s"
                                .formatted(
                                        KEY_ID.formatted(column.column()),
                                        column.table(),
                                        column.column()))
                .query(
                        row -> {
                            uses.merge(
                                    HexFormat.of().formatHex(row.getBytes("id")),
                                    row.getLong("uses"),
                                    Long::sum);
                        });
    }

    private Batch next(SealedColumn column, byte[] current, String after) {
        List<Sealed> found =
                jdbc.sql(
                                """
                                select %1$s as place, %2$s as sealed from %3$s
                                where length(%2$s) > 0 and %4$s <> :current and %1$s > :after
                                order by %1$s limit :batch"""
                                        .formatted(
                                                column.row(),
                                                column.column(),
                                                column.table(),
                                                KEY_ID.formatted(column.column())))
                        .param("current", current)
                        .param("after", after)
                        .param("batch", BATCH)
                        .query(
                                (row, _) ->
                                        new Sealed(row.getString("place"), row.getBytes("sealed")))
                        .list();
        Outcome outcome = new Outcome(0, 0);
        for (Sealed value : found) {
            outcome = outcome.plus(reseal(column, value));
        }
        return new Batch(found.size(), found.isEmpty() ? after : found.getLast().row, outcome);
    }

    private Outcome reseal(SealedColumn column, Sealed value) {
        Place place = column.place(value.row);
        byte[] anew;
        try {
            anew = sealer.seal(place, sealer.open(place, value.blob));
        } catch (KeyException e) {
            return new Outcome(0, 1);
        }
        int changed =
                jdbc.sql(
                                "update %1$s set %2$s = :anew where %3$s = :row and %2$s = :before"
                                        .formatted(column.table(), column.column(), column.row()))
                        .param("anew", anew)
                        .param("row", value.row)
                        .param("before", value.blob)
                        .update();
        return new Outcome(changed, 0);
    }

    /// @param resealed how many values
    /// @param unreadable how many did not open: altered, or under a key that is not there
    public record Outcome(long resealed, long unreadable) {

        Outcome plus(Outcome more) {
            return new Outcome(resealed + more.resealed, unreadable + more.unreadable);
        }
    }

    private static final class Sealed {

        private final String row;
        private final byte[] blob;

        Sealed(String row, byte[] blob) {
            this.row = row;
            this.blob = blob;
        }
    }

    private record Batch(int size, String last, Outcome outcome) {}
}
