package dev.tollgate.bootstrap;

import dev.tollgate.storage.DatabaseClock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Takes a server out of service, as far as load balancers ask for its health, while its clock is
/// so far from the database's that it disagrees with the others about which codes are spent.
@Component
final class ClockHealth implements HealthIndicator {

    private final DatabaseClock clock;

    ClockHealth(DatabaseClock clock) {
        this.clock = clock;
    }

    @Override
    public Health health() {
        return clock.isBearable() ? Health.up().build() : Health.outOfService().build();
    }
}
