package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The stated guarantee against attackers who know the password and keep to no pattern.
class CodeScheduleTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Duration SIXTY_DAYS = Duration.ofDays(60);

    /// Sixty days of guessing at random moments, often the first that is open, alone or several at
    /// once, with right codes of the owner, password changes and purges between.
    @ParameterizedTest
    @CsvSource({
        "SQLITE, 1, 11", "SQLITE, 2, 12", "SQLITE, 3, 13",
        "POSTGRES, 1, 21", "POSTGRES, 2, 22", "POSTGRES, 3, 23"
    })
    void failuresWhenOnAnyScheduleThenNeverMoreThanTheGuaranteeInThirtyDays(
            TestStore store, int authenticators, long seed) {
        TestPortal portal = PORTALS.of(store);
        Schedule schedule = new Schedule(portal, authenticators, new Random(seed));

        List<Instant> failures = schedule.run();

        int limit = Guarantee.failuresBeforeHardStop(authenticators);
        assertThat(failures).hasSizeGreaterThan(limit / 2);
        assertThat(mostInThirtyDays(failures)).isLessThanOrEqualTo(limit);
        assertThat(schedule.wasStopped).isTrue();
    }

    /// So slowly that no thirty days hold a hundred: those in a row count for ever.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void failuresWhenAHundredInARowOverMonthsThenStoppedHard(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.codeStanding(user.id, 1, portal.now()).stopped()).isFalse();
            assertThat(throttle.admitCode(user.id, 1, portal.now()))
                    .isInstanceOf(Decision.Admitted.class);
            portal.clock.advance(Duration.ofHours(12));
            throttle.purge(portal.now());
        }

        assertThat(throttle.codeStanding(user.id, 1, portal.now()).stopped()).isTrue();
        portal.clock.advance(Duration.ofDays(365));
        throttle.purge(portal.now());
        assertThat(throttle.codeStanding(user.id, 1, portal.now()).stopped()).isTrue();
    }

    private static int mostInThirtyDays(List<Instant> failures) {
        int most = 0;
        for (int last = 0; last < failures.size(); last++) {
            Instant since = failures.get(last).minus(Guarantee.PERIOD);
            int within =
                    (int)
                            failures.subList(0, last + 1).stream()
                                    .filter(failure -> failure.isAfter(since))
                                    .count();
            most = Math.max(most, within);
        }
        return most;
    }

    private static final class Schedule {

        private final TestPortal portal;
        private final Throttle throttle;
        private final TestUser user;
        private final int authenticators;
        private final Random random;
        private final Instant end;
        private final List<Instant> failures = new ArrayList<>();
        private boolean wasStopped;

        Schedule(TestPortal portal, int authenticators, Random random) {
            this.portal = portal;
            this.throttle = portal.get(Throttle.class);
            this.user = TestUser.create(portal);
            this.authenticators = authenticators;
            this.random = random;
            this.end = portal.now().plus(SIXTY_DAYS);
        }

        List<Instant> run() {
            while (portal.now().isBefore(end)) {
                switch (random.nextInt(12)) {
                    case 0, 1 -> ownerLogsIn();
                    case 2 ->
                            portal.get(Transactions.class).write(() -> throttle.endWaits(user.id));
                    case 3 -> throttle.purge(portal.now());
                    default -> guessSome();
                }
                portal.clock.advance(Duration.ofMinutes(random.nextInt(6 * 60)));
            }
            return failures;
        }

        private void guessSome() {
            int guesses = 1 + random.nextInt(7);
            for (int i = 0; i < guesses; i++) {
                switch (throttle.admitCode(user.id, authenticators, portal.now())) {
                    case Decision.Wait(Instant until) -> {
                        if (random.nextBoolean()) {
                            return;
                        }
                        portal.clock.pin(until);
                    }
                    case Decision.Admitted(Admission admission) -> count(admission);
                }
            }
        }

        /// A guess under the hard stop cannot log in by itself: it is one of three.
        private void count(Admission admission) {
            if (admission.underHardStop()) {
                wasStopped = true;
            } else {
                failures.add(portal.now());
            }
        }

        private void ownerLogsIn() {
            Decision decision = throttle.admitCode(user.id, authenticators, portal.now());
            if (decision instanceof Decision.Admitted(Admission admission)) {
                portal.get(Transactions.class).write(() -> succeed(admission));
            }
        }

        private void succeed(Admission admission) {
            throttle.giveBack(admission);
            if (admission.underHardStop()) {
                throttle.leaveHardStop(user.id);
            }
        }
    }
}
