package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.TestEvents;
import dev.tollgate.system.EventDigests;
import dev.tollgate.system.ResetWatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.scheduling.annotation.Scheduled;

class WatchShiftTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenOneFailsThenTheOtherIsTakenAllTheSame(TestStore store, @TempDir Path dataDir)
            throws IllegalAccessException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestPortal gone = portal.secondNode();
            ResetWatch failing = gone.get(ResetWatch.class);
            gone.close();
            TestEvents.set(portal, PortalEvent.LOGINS, true, "desk@example.com");
            TestUser.create(portal).logIn();
            portal.clock.advance(Duration.ofMinutes(1));
            WatchShift shift =
                    new WatchShift(failing, portal.get(EventDigests.class), portal.clock);

            assertThat(failures(shift)).isEqualTo(1);
            assertThat(TestEvents.waiting(portal)).hasSize(1);
        }
    }

    /// Of what the scheduler runs, each by itself.
    private static int failures(WatchShift shift) throws IllegalAccessException {
        int failures = 0;
        for (Method method : WatchShift.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Scheduled.class)) {
                try {
                    method.invoke(shift);
                } catch (InvocationTargetException e) {
                    failures++;
                }
            }
        }
        return failures;
    }
}
