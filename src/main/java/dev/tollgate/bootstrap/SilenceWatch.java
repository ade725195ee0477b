package dev.tollgate.bootstrap;

import dev.tollgate.login.SilentLogins;
import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks every few seconds whether a code has not come.
@Component
@Profile("server")
final class SilenceWatch {

    private static final long EVERY_TWENTY_SECONDS = 20_000;

    private final SilentLogins silentLogins;
    private final Clock clock;

    SilenceWatch(SilentLogins silentLogins, Clock clock) {
        this.silentLogins = silentLogins;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_TWENTY_SECONDS)
    void look() {
        silentLogins.look(clock.instant());
    }
}
