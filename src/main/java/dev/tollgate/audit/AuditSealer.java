package dev.tollgate.audit;

import dev.tollgate.audit.ChainStore.SignedAnchor;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Chains the rows that have been written since. Of all programs on one database one does so at a
/// time: who holds the lease, which runs out by itself when its holder has died.
///
/// A row is found by having no place yet, never by its id, so that one which becomes visible late
/// is chained late and none is missed. Nothing is written where there is nothing to chain.
@Component
public final class AuditSealer {

    /// Rows of one transaction: SQLite has one writer, and a login must not wait for this one.
    static final int BATCH = 100;

    /// After which another takes over. No row shall wait for more than ten seconds.
    static final Duration LEASE = Duration.ofSeconds(5);

    /// How often the end of the chain is told to the log, where it has moved.
    static final Duration ANCHORS = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(AuditSealer.class);
    private static final int LEASE_BYTES = 16;

    private final ChainStore store;
    private final Chain chain;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;
    private final String lease;

    AuditSealer(
            ChainStore store,
            Chain chain,
            AuditLog audit,
            Transactions transactions,
            RandomSource random,
            Clock clock) {
        this.store = store;
        this.chain = chain;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.lease = HexFormat.of().formatHex(random.bytes(LEASE_BYTES));
    }

    /// Chains what is there, in small transactions, unless another program is at it.
    ///
    /// @return how many rows
    /// @throws BrokenChainException where the head of the chain was altered: nothing is chained to
    /// it
    public int sealDue() {
        int sealed = 0;
        while (transactions.read(this::isDue)) {
            Optional<Integer> batch = transactions.write(this::sealBatch);
            if (batch.isEmpty()) {
                return sealed;
            }
            sealed += batch.get();
        }
        return sealed;
    }

    /// Chains what is left and lets another program take over at once.
    public void finish() {
        sealDue();
        transactions.write(() -> store.release(lease));
    }

    /// Lets the chain begin at the newest anchor of before an instant. The rows before it are still
    /// there.
    ///
    /// @param last the last number that may go
    /// @throws BrokenChainException where the head of the chain or the anchor was altered
    void cut(Instant before, long last) {
        transactions.write(
                () -> {
                    Instant now = clock.instant();
                    if (hold(now)) {
                        ChainHead head = chain.verified(store.head().orElseThrow());
                        store.anchorBefore(before, Math.min(last, head.position()))
                                .filter(stored -> stored.anchor().position() > head.cutPosition())
                                .map(this::verified)
                                .ifPresent(anchor -> cut(head, anchor, now));
                    }
                });
    }

    private void cut(ChainHead head, AuditAnchor anchor, Instant now) {
        ChainHead moved = head.cutAt(anchor);
        store.move(moved, chain.sign(moved));
        store.deleteAnchorsBefore(anchor.position());
        audit.write(
                AuditEvent.console(now, AuditEvent.Kind.LOGS_CUT, null)
                        .because(
                                "up to number %d, written before %s"
                                        .formatted(
                                                anchor.position(),
                                                anchor.at().truncatedTo(ChronoUnit.SECONDS))));
    }

    private boolean isDue() {
        return store.hasUnsealed()
                || store.head().map(head -> isAnchorDue(head.head())).orElse(false);
    }

    private boolean isAnchorDue(ChainHead head) {
        Optional<AuditAnchor> newest = store.newestAnchor().map(SignedAnchor::anchor);
        return head.position() > newest.map(AuditAnchor::position).orElse(0L)
                && newest.map(anchor -> anchor.at().plus(ANCHORS).isBefore(clock.instant()))
                        .orElse(true);
    }

    /// Empty where another program chains.
    private Optional<Integer> sealBatch() {
        Instant now = clock.instant();
        if (!hold(now)) {
            return Optional.empty();
        }
        ChainHead head = chain.verified(store.head().orElseThrow());
        List<StoredRow> rows = store.unsealed(BATCH);
        ChainHead moved = head;
        if (!rows.isEmpty()) {
            moved = chain(rows, head, now);
        }
        if (isAnchorDue(moved)) {
            tell(new AuditAnchor(moved.position(), moved.seal(), now));
        }
        return Optional.of(rows.size());
    }

    private boolean hold(Instant now) {
        Instant until = now.plus(LEASE);
        if (store.lease(lease, now, until)) {
            return true;
        }
        if (store.head().isPresent()) {
            return false;
        }
        ChainHead start = ChainHead.start(store.unmarked(), now);
        return store.begin(start, chain.sign(start), lease, until);
    }

    private ChainHead chain(List<StoredRow> rows, ChainHead head, Instant now) {
        List<StoredRow> sealed = new ArrayList<>();
        long position = head.position();
        String seal = head.seal();
        for (StoredRow row : rows) {
            position++;
            seal = chain.seal(seal, position, row);
            sealed.add(row.at(position, seal));
        }
        store.seal(sealed);
        ChainHead moved = head.movedTo(position, seal, now);
        store.move(moved, chain.sign(moved));
        return moved;
    }

    /// The log goes where the database does not. A line of a transaction that is then rolled back
    /// would be the end of a chain that never was, so it is written after the commit.
    private void tell(AuditAnchor anchor) {
        store.add(anchor, chain.sign(anchor));
        Transactions.afterCommit(() -> log.info("audit anchor {}", anchor.text()));
    }

    private AuditAnchor verified(SignedAnchor stored) {
        if (!chain.isSigned(stored.anchor(), stored.signature())) {
            throw new BrokenChainException();
        }
        return stored.anchor();
    }
}
