package dev.tollgate.throttle;

import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.BlockedQuery.Place;
import dev.tollgate.throttle.BudgetStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The sources that are blocked at this moment.
@Component
public final class BlockedSources {

    public static final int PAGE = 50;

    private static final Place BEGINNING = new Place(Long.MAX_VALUE, "");

    private final JdbcClient jdbc;
    private final BudgetStore store;
    private final Transactions transactions;

    BlockedSources(JdbcClient jdbc, BudgetStore store, Transactions transactions) {
        this.jdbc = jdbc;
        this.store = store;
        this.transactions = transactions;
    }

    /// One page and, where another follows, one more; those that are blocked longest first.
    public List<BlockedSource> page(BlockedQuery query, Instant now) {
        return query.isPossible()
                ? transactions.read(() -> found(query, now).map(row -> detailed(row, now)).toList())
                : List.of();
    }

    public long count(BlockedQuery query, Instant now) {
        if (!query.isPossible()) {
            return 0;
        }
        return jdbc.sql(
                        """
                        select count(*) from budget
                        where kind = 'SOURCE' and not_before > :now and subject like :part""")
                .param("now", now.toEpochMilli())
                .param("part", "%" + query.part() + "%")
                .query(Long.class)
                .single();
    }

    /// One that is blocked, or empty.
    public Optional<BlockedSource> find(String source, Instant now) {
        return transactions.read(
                () -> {
                    State state = store.read(Budget.SOURCE, source);
                    return now.isBefore(state.notBefore())
                            ? Optional.of(detailed(new Row(source, state), now))
                            : Optional.empty();
                });
    }

    /// Ends a block in the caller's transaction and forgets the wrong passwords that led to it, or
    /// the next one would block anew; false where there is none.
    public boolean release(String source, Instant now) {
        Transactions.requireOpen();
        if (!now.isBefore(store.read(Budget.SOURCE, source).notBefore())) {
            return false;
        }
        store.save(Budget.SOURCE, source, State.FRESH);
        store.forgetAttempts(Budget.SOURCE, source);
        return true;
    }

    private Stream<Row> found(BlockedQuery query, Instant now) {
        Place after = query.after() == null ? BEGINNING : query.after();
        return jdbc
                .sql(
                        """
                        select subject, in_row, level, not_before from budget
                        where kind = 'SOURCE' and not_before > :now
                          and (not_before, subject) < (:until, :source)
                          and subject like :part
                        order by not_before desc, subject desc limit :limit""")
                .param("now", now.toEpochMilli())
                .param("until", after.until())
                .param("source", after.source())
                .param("part", "%" + query.part() + "%")
                .param("limit", PAGE + 1)
                .query(
                        (row, _) ->
                                new Row(
                                        row.getString(1),
                                        new State(
                                                row.getInt(2),
                                                row.getInt(3),
                                                Instant.ofEpochMilli(row.getLong(4)))))
                .list()
                .stream();
    }

    private BlockedSource detailed(Row row, Instant now) {
        State state = row.state();
        Instant since = state.notBefore().minus(Budget.SOURCE.waitAt(state.level()));
        Duration span = Duration.between(since.minus(Budget.SOURCE.window()), now);
        return new BlockedSource(
                row.source(),
                since,
                state.notBefore(),
                state.level(),
                store.failuresWithin(Budget.SOURCE, row.source(), span, now),
                store.causesWithin(row.source(), span, now));
    }

    private record Row(String source, State state) {}
}
