package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed;
import dev.tollgate.audit.AuditFeed.Portion;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One copy of the record. Of all servers on one database one sends at a time: who holds the lease,
/// which runs out by itself when its holder has died, and is let go by one that cannot send.
///
/// How far it has got is written after rows are safe, so whatever stops it in between, they are
/// sent once more and none is left out. For use by one thread.
final class AuditStream {

    /// Rows at once.
    static final int BATCH = 500;

    /// After which another server takes over; longer than a target takes over one batch.
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(AuditStream.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final StreamTarget target;
    private final AuditFeed feed;
    private final StreamStore store;
    private final Transactions transactions;
    private final Clock clock;
    private final String lease;
    private Instant waitUntil = Instant.EPOCH;
    private Duration wait = FIRST_WAIT;

    AuditStream(
            StreamTarget target,
            AuditFeed feed,
            StreamStore store,
            Transactions transactions,
            Clock clock,
            String lease) {
        this.target = target;
        this.feed = feed;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
        this.lease = lease;
    }

    String name() {
        return target.name();
    }

    /// Sends what is there, unless another server is at it or the last try has just failed.
    void sendDue() {
        Instant now = clock.instant();
        if (now.isBefore(waitUntil) || !isDue() || !hold(now)) {
            return;
        }
        boolean over = false;
        try {
            while (isDue() && sendSome()) {
                // the next few
            }
            over = true;
            wait = FIRST_WAIT;
        } catch (IOException e) {
            tell(e);
        } finally {
            if (!over) {
                letGo();
            }
        }
    }

    private boolean isDue() {
        return feed.end() > position();
    }

    private long position() {
        return transactions.read(() -> store.of(name())).position();
    }

    private boolean hold(Instant now) {
        return transactions.write(() -> store.lease(name(), lease, now, now.plus(LEASE)));
    }

    /// False where another server has taken it over.
    private boolean sendSome() throws IOException {
        Transactions.requireNone();
        Portion portion = feed.after(position(), BATCH);
        if (!portion.lines().isEmpty()) {
            target.send(portion.lines());
        }
        Instant now = clock.instant();
        return transactions.write(
                () -> store.move(name(), lease, portion.last(), now, now.plus(LEASE)));
    }

    /// The log is told of the first failure, not of each.
    private void tell(IOException cause) {
        if (wait.equals(FIRST_WAIT)) {
            log.warn(
                    "the audit stream to {} fails and is tried again: {}",
                    name(),
                    cause.toString());
        }
    }

    /// Whatever it was: who looks at the health has to see that nothing is sent.
    private void letGo() {
        Instant now = clock.instant();
        transactions.write(() -> store.failed(name(), lease, now));
        waitUntil = now.plus(wait);
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
