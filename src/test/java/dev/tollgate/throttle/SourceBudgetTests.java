package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One address that tries many names.
class SourceBudgetTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int FREE = 30;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenThirtyFailuresThenBlockedAndTheBlockDoublesUpToADay(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.1");

        for (int minutes : new int[] {15, 30, 60, 120, 240, 480, 960, 1440, 1440}) {
            failThirtyTimes(portal, source);
            Instant end = portal.now().plus(Duration.ofMinutes(minutes));
            assertThat(tryOnce(portal, source)).isEqualTo(new Decision.Wait(end));
            portal.clock.pin(end.minusMillis(1));
            assertThat(tryOnce(portal, source)).isEqualTo(new Decision.Wait(end));
            portal.clock.pin(end);
        }
        assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Admitted.class);
        assertThat(blocks(portal, source)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenBlockedThenFoundUntilTheEnd(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        BlockedSources blocked = portal.get(BlockedSources.class);
        Source source = source("198.51.100.11");
        failThirtyTimes(portal, source);
        assertThat(blocked.find(source.subject(), portal.now())).isEmpty();
        tryOnce(portal, source);
        Instant end = portal.now().plus(Duration.ofMinutes(15));

        assertThat(blocked.find(source.subject(), end.minusMillis(1)))
                .map(BlockedSource::until)
                .contains(end);
        assertThat(blocked.find(source.subject(), end)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenQuietForADayAfterItsBlockThenTheNextIsShortAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.2");
        failThirtyTimes(portal, source);
        tryOnce(portal, source);
        portal.clock.advance(Duration.ofMinutes(15).plusHours(24).plusMillis(1));

        failThirtyTimes(portal, source);

        assertThat(tryOnce(portal, source))
                .isEqualTo(new Decision.Wait(portal.now().plus(Duration.ofMinutes(15))));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenFailuresAreOlderThanTheWindowThenNotCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.3");
        failThirtyTimes(portal, source);

        portal.clock.advance(Duration.ofMinutes(15));

        assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Admitted.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenSuccessesThenGivenBack(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.4");
        for (int i = 0; i < 2 * FREE; i++) {
            Admission admission = ((Decision.Admitted) tryOnce(portal, source)).admission();
            giveBack(portal, admission);
        }
        assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Admitted.class);
    }

    /// Whoever has one account there neither ends the block nor makes the next one short again.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenAGuessFromItIsRightThenItsBlockStandsAndTheNextIsLonger(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.10");
        Admission early = ((Decision.Admitted) tryOnce(portal, source)).admission();
        for (int i = 1; i < FREE; i++) {
            tryOnce(portal, source);
        }
        Instant end = portal.now().plus(Duration.ofMinutes(15));
        assertThat(tryOnce(portal, source)).isEqualTo(new Decision.Wait(end));

        giveBack(portal, early);
        assertThat(tryOnce(portal, source)).isEqualTo(new Decision.Wait(end));
        portal.clock.pin(end);
        giveBack(portal, ((Decision.Admitted) tryOnce(portal, source)).admission());

        failThirtyTimes(portal, source);
        assertThat(tryOnce(portal, source))
                .isEqualTo(new Decision.Wait(end.plus(Duration.ofMinutes(30))));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenSameIpv6NetworkThenCountedTogether(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int i = 0; i < FREE; i++) {
            tryOnce(portal, source("2001:db8:1:2::" + Integer.toHexString(i)));
        }
        assertThat(tryOnce(portal, source("2001:db8:1:2:ffff::1")))
                .isInstanceOf(Decision.Wait.class);
        assertThat(tryOnce(portal, source("2001:db8:1:3::1")))
                .isInstanceOf(Decision.Admitted.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenBlockedThenNothingIsBookedForTheAccount(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.5");
        failThirtyTimes(portal, source);
        long before = passwordAttempts(portal);

        for (int i = 0; i < 10; i++) {
            tryOnce(portal, source);
        }

        assertThat(passwordAttempts(portal)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenAccountLogsInWithinTenMinutesThenItsOwnFailuresAreGivenBack(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Source source = source("198.51.100.6");
        fail(portal, user, source, 4);
        portal.clock.advance(Duration.ofMinutes(4));
        fail(portal, user, source, 3);
        portal.clock.advance(Duration.ofMinutes(6).plusMillis(1));

        loggedIn(portal, user, source);

        assertThat(sourceAttempts(portal, source)).as("the older four").isEqualTo(4);
    }

    /// Who has an account of their own does not guess at others' for free.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenInsiderLogsInBetweenThenGuessesAtOthersStayCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser insider = TestUser.create(portal);
        TestUser victim = TestUser.create(portal);
        Source source = source("198.51.100.7");
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            loggedIn(portal, insider, source);
            boolean known = i % 2 == 0;
            Decision decision = known ? guess(portal, victim, source) : tryOnce(portal, source);
            admitted += decision instanceof Decision.Admitted ? 1 : 0;
            portal.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(admitted).as("thirty and one for the insider's account").isLessThanOrEqualTo(31);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenAccountsLoggedInFromItThenItsBudgetGrowsForThirtyDays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.8");
        for (int i = 0; i < 7; i++) {
            TestUser user = TestUser.create(portal);
            loggedIn(portal, user, source);
            loggedIn(portal, user, source);
        }
        failThirtyTimes(portal, source);
        for (int i = 0; i < 7; i++) {
            assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Admitted.class);
        }
        assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Wait.class);

        portal.clock.advance(Duration.ofDays(30));
        failThirtyTimes(portal, source);
        assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Wait.class);
    }

    /// The budget that has grown is as exact as the one that has not.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenTriedAtOnceThenNoMoreThanItsGrownBudget(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source source = source("198.51.100.9");
        for (int i = 0; i < 3; i++) {
            loggedIn(portal, TestUser.create(portal), source);
        }
        for (int i = 0; i < 25; i++) {
            tryOnce(portal, source);
        }

        List<Object> decisions =
                AtOnce.run(16, i -> tryOnce(PORTALS.node(store, i), source, portal.now()));

        assertThat(decisions).filteredOn(Decision.Admitted.class::isInstance).hasSize(8);
    }

    private static void giveBack(TestPortal portal, Admission admission) {
        portal.get(Transactions.class).write(() -> portal.get(Throttle.class).giveBack(admission));
    }

    private static void loggedIn(TestPortal portal, TestUser user, Source source) {
        portal.get(Transactions.class)
                .write(() -> portal.get(Throttle.class).loggedIn(user.id, source, portal.now()));
    }

    private static Decision guess(TestPortal portal, TestUser user, Source source) {
        return portal.get(Throttle.class)
                .admitPassword(user.id.text(), user.id, source, portal.now());
    }

    private static void fail(TestPortal portal, TestUser user, Source source, int times) {
        for (int i = 0; i < times; i++) {
            portal.clock.advance(Duration.ofMillis(1));
            guess(portal, user, source);
            portal.get(Transactions.class)
                    .write(() -> portal.get(Throttle.class).endWaits(user.id));
        }
    }

    private static long sourceAttempts(TestPortal portal, Source source) {
        return portal.jdbc()
                .sql("select count(*) from attempt where kind = 'SOURCE' and subject = :source")
                .param("source", source.subject())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static void failThirtyTimes(TestPortal portal, Source source) {
        for (int i = 0; i < FREE; i++) {
            assertThat(tryOnce(portal, source)).isInstanceOf(Decision.Admitted.class);
        }
    }

    private static Decision tryOnce(TestPortal portal, Source source) {
        return tryOnce(portal, source, portal.now());
    }

    private static Decision tryOnce(TestPortal portal, Source source, Instant now) {
        String subject = "unknown name " + NAMES.incrementAndGet();
        return portal.get(Throttle.class).admitPassword(subject, null, source, now);
    }

    private static Source source(String address) {
        return new Source(address, "");
    }

    private static long blocks(TestPortal portal, Source source) {
        return portal.jdbc()
                .sql(
                        "select count(*) from audit where kind = 'SOURCE_BLOCKED' and address = :address")
                .param("address", source.address())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static long passwordAttempts(TestPortal portal) {
        return portal.jdbc()
                .sql("select count(*) from attempt where kind = 'PASSWORD'")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
