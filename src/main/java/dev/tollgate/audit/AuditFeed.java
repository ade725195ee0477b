package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The chained record from a number on, for whoever copies it elsewhere. A row has its number for
/// good, numbers have no gap, and a row that becomes visible late is chained late: so whoever reads
/// on from the last number it has read misses none.
///
/// Rows are handed over as they stand in the database, also where somebody altered them: a reader
/// that they could stop would be blind to all that follows.
@Component
public final class AuditFeed {

    private final ChainStore store;
    private final Chain chain;
    private final AccountNames names;
    private final Transactions transactions;

    AuditFeed(ChainStore store, Chain chain, AccountNames names, Transactions transactions) {
        this.store = store;
        this.chain = chain;
        this.names = names;
        this.transactions = transactions;
    }

    /// One row.
    ///
    /// @param kind what, as it stands in the database: perhaps no name of [AuditEvent.Kind]
    /// @param json the row in the Elastic Common Schema, on one line of printable US-ASCII; its
    ///     number and seal in it are an [AuditAnchor]
    public record Line(Instant at, String kind, boolean refused, String json) {}

    /// Some rows, and how far they go.
    ///
    /// @param last the number from which to read on
    public record Portion(List<Line> lines, long last) {

        public Portion {
            lines = List.copyOf(lines);
        }
    }

    /// The number of the last chained row; 0 where there is none.
    public long end() {
        return transactions.read(store::head).map(stored -> stored.head().position()).orElse(0L);
    }

    /// The rows after a number, or after where the record was cut.
    ///
    /// @throws BrokenChainException where the head of the chain was altered: it does not tell what
    /// is chained
    public Portion after(long number, int limit) {
        Optional<Rows> found = transactions.read(() -> rows(number, limit));
        if (found.isEmpty()) {
            return new Portion(List.of(), number);
        }
        List<StoredRow> rows = found.get().rows();
        Map<AccountId, String> known = names.of(accounts(rows));
        return new Portion(
                rows.stream().map(row -> line(row, known)).toList(),
                rows.isEmpty() ? found.get().end() : rows.getLast().position());
    }

    private Optional<Rows> rows(long number, int limit) {
        return store.head()
                .map(chain::verified)
                .map(
                        head -> {
                            long from = Math.max(number, head.cutPosition());
                            return new Rows(
                                    store.between(from, head.position(), limit),
                                    Math.max(number, head.position()));
                        });
    }

    private static Set<AccountId> accounts(List<StoredRow> rows) {
        return rows.stream()
                .flatMap(
                        row -> Stream.of(StoredRow.idIn(row.actor()), StoredRow.idIn(row.target())))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Line line(StoredRow row, Map<AccountId, String> known) {
        return new Line(
                Instant.ofEpochMilli(row.at()),
                row.kind(),
                !row.outcome().equals(AuditEvent.Outcome.DONE.name()),
                EcsLine.of(row, known));
    }

    /// @param end the number of the last chained row
    private record Rows(List<StoredRow> rows, long end) {}
}
