package dev.tollgate.bootstrap;

import dev.tollgate.system.ResetWatch;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks every half a minute whether many accounts were reset.
@Component
@Profile("server")
final class ResetShift {

    private static final long EVERY_THIRTY_SECONDS = 30_000;

    private final ResetWatch watch;
    private final Clock clock;

    ResetShift(ResetWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_THIRTY_SECONDS)
    void look() {
        watch.look(clock.instant());
    }
}
