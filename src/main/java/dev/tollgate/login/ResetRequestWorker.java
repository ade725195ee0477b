package dev.tollgate.login;

import java.time.Clock;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Answers those who have forgotten their password, apart from any request.
@Component
@Profile("server")
final class ResetRequestWorker {

    private static final int BATCH = 50;

    private final ForgottenPasswords forgotten;
    private final Clock clock;

    ResetRequestWorker(ForgottenPasswords forgotten, Clock clock) {
        this.forgotten = forgotten;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void answerWaiting() {
        int answered = 0;
        while (answered < BATCH && forgotten.answerNext(clock.instant())) {
            answered++;
        }
    }
}
