package dev.tollgate.policy;

import java.time.Clock;
import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets the reminders go out, on every server: each is told by one of them.
@Component
@Profile("server")
final class ReminderShift {

    private static final long EVERY_MINUTE = 60_000;

    private final Reminders reminders;
    private final Clock clock;

    ReminderShift(Reminders reminders, Clock clock) {
        this.reminders = reminders;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_MINUTE, initialDelay = EVERY_MINUTE)
    void work() {
        Instant now = clock.instant();
        reminders.askForTheDay(now);
        int told;
        do {
            told = reminders.tell(now);
        } while (told > 0);
    }
}
