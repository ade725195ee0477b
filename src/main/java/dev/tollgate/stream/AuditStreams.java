package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed;
import dev.tollgate.audit.AuditReader;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.Transactions;
import dev.tollgate.stream.StreamStore.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The copies of the record that the settings name.
@Component
public final class AuditStreams implements AuditReader {

    /// A copy that no server has tried to go on with for so long is in no server's settings any
    /// more. Rows are kept for longer in any case.
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(30);

    /// Rows wait, and no server is at it.
    private static final Duration STALLED_AFTER = Duration.ofMinutes(5);

    private static final int LEASE_BYTES = 16;

    private final List<AuditStream> streams;
    private final AuditFeed feed;
    private final StreamStore store;
    private final Transactions transactions;

    AuditStreams(
            List<StreamTarget> targets,
            AuditFeed feed,
            StreamStore store,
            Transactions transactions,
            RandomSource random,
            Clock clock) {
        String lease = HexFormat.of().formatHex(random.bytes(LEASE_BYTES));
        this.streams =
                targets.stream()
                        .map(
                                target ->
                                        new AuditStream(
                                                target, feed, store, transactions, clock, lease))
                        .toList();
        this.feed = feed;
        this.store = store;
        this.transactions = transactions;
    }

    /// How it stands with one of them.
    ///
    /// @param name `file` or `syslog`
    /// @param waiting how many rows are chained and not there yet
    /// @param failingSince since when they cannot be sent; `null` where they can
    /// @param movedAt when the last one got there; `null` for never
    public record Health(
            String name, long waiting, @Nullable Instant failingSince, @Nullable Instant movedAt) {}

    List<AuditStream> all() {
        return streams;
    }

    public List<Health> health(Instant now) {
        long end = feed.end();
        return streams.stream().map(stream -> health(stream.name(), end, now)).toList();
    }

    private Health health(String name, long end, Instant now) {
        Standing standing = transactions.read(() -> store.of(name));
        long waiting = Math.max(0, end - standing.position());
        boolean stalled = waiting > 0 && standing.triedUntil().plus(STALLED_AFTER).isBefore(now);
        return new Health(
                name,
                waiting,
                standing.failingSince() == null && stalled
                        ? standing.triedUntil()
                        : standing.failingSince(),
                standing.movedAt());
    }

    @Override
    public long hasRead(Instant now) {
        return transactions.read(() -> store.least(now, GIVEN_UP_AFTER));
    }
}
