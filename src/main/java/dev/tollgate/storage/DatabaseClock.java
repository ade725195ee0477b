package dev.tollgate.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// How far this machine's clock is from the database's, which all nodes share. An embedded database
/// has no clock of its own, so there is nothing to compare with.
public final class DatabaseClock {

    /// Further apart, two nodes disagree about which codes are spent.
    private static final Duration BEARABLE = Duration.ofSeconds(5);

    private static final long EVERY_MINUTE = 60_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Clock clock;
    private final boolean shared;
    private final AtomicReference<Optional<Duration>> off = new AtomicReference<>(Optional.empty());

    DatabaseClock(JdbcClient jdbc, Transactions transactions, Clock clock, boolean shared) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.shared = shared;
    }

    /// How far this machine was ahead at the last comparison, negative where it was behind; empty
    /// where nothing was compared.
    public Optional<Duration> off() {
        return off.get();
    }

    /// Whether this machine agrees with the other nodes about which codes are spent, as far as was
    /// compared.
    public boolean isBearable() {
        return off().map(Duration::abs).filter(off -> off.compareTo(BEARABLE) > 0).isEmpty();
    }

    /// Compares anew. The time that asking takes is halved: so far off the answer may be at most.
    @Scheduled(fixedDelay = EVERY_MINUTE)
    public void compare() {
        if (shared) {
            Instant before = clock.instant();
            Instant theirs = transactions.read(this::theirs);
            Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            off.set(Optional.of(Duration.between(theirs, middle)));
        }
    }

    private Instant theirs() {
        return Instant.ofEpochMilli(
                jdbc.sql("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")
                        .query(Long.class)
                        .single());
    }
}
