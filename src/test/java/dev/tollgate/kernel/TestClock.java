package dev.tollgate.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. Views made by [#withZone(ZoneId)] move with it.
public final class TestClock extends Clock {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /// Stands at noon UTC of 2 March 2026, the first instant of a time step of 30 seconds.
    public TestClock() {
        this(new AtomicReference<>(NOON), ZoneOffset.UTC);
    }

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void pin(Instant instant) {
        now.set(instant);
    }

    /// Moves on by `duration`, or back where it is negative, and says what time it is then.
    public Instant advance(Duration duration) {
        return now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(now, other);
    }
}
