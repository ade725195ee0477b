package dev.tollgate.bootstrap;

import dev.tollgate.system.EventDigests;
import dev.tollgate.system.ResetWatch;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks every half a minute at the record for what somebody should be told of. Where one look
/// fails the other is taken all the same.
@Component
@Profile("server")
final class WatchShift {

    private static final long EVERY_THIRTY_SECONDS = 30_000;

    private final ResetWatch resets;
    private final EventDigests digests;
    private final Clock clock;

    WatchShift(ResetWatch resets, EventDigests digests, Clock clock) {
        this.resets = resets;
        this.digests = digests;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_THIRTY_SECONDS)
    void lookAtResets() {
        resets.look(clock.instant());
    }

    @Scheduled(fixedDelay = EVERY_THIRTY_SECONDS)
    void lookAtEvents() {
        digests.look(clock.instant());
    }
}
