package dev.tollgate.bootstrap;

import dev.tollgate.storage.Perishable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Takes away what has run out. Nothing depends on it: what has run out is refused without it too.
@Component
final class Housekeeping {

    private static final long EVERY_TEN_MINUTES = 600_000;

    private final List<Perishable> stores;
    private final Clock clock;

    Housekeeping(List<Perishable> stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_TEN_MINUTES, initialDelay = EVERY_TEN_MINUTES)
    void tidy() {
        Instant now = clock.instant();
        stores.forEach(store -> store.purge(now));
    }
}
