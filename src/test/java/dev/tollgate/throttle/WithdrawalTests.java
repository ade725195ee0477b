package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tries that were booked and then not checked.
class WithdrawalTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void withdrawalWhenTheBookingRaisedAWaitThenTheWaitGoesWithIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 4; i++) {
            admit(throttle, user, portal.now());
        }

        for (int i = 0; i < 10; i++) {
            throttle.withdraw(admit(throttle, user, portal.now()));
        }

        admit(throttle, user, portal.now());
        assertThat(throttle.admitCode(user.id, 1, portal.now()))
                .isEqualTo(new Decision.Wait(portal.now().plus(Duration.ofMinutes(15))));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void withdrawalWhenInTheMidstOfWaitsThenTheirLevelStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 5; i++) {
            admit(throttle, user, portal.now());
        }
        portal.clock.advance(Duration.ofMinutes(15));

        throttle.withdraw(admit(throttle, user, portal.now()));
        admit(throttle, user, portal.now());

        assertThat(throttle.admitCode(user.id, 1, portal.now()))
                .isEqualTo(new Decision.Wait(portal.now().plus(Duration.ofMinutes(30))));
    }

    /// A row of wrong codes is what leads to the hard stop.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void withdrawalWhenAfterWrongCodesThenTheirRowStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 3; i++) {
            admit(throttle, user, portal.now());
        }

        throttle.withdraw(admit(throttle, user, portal.now()));

        assertThat(state(portal, user)).isEqualTo(new BudgetStore.State(3, 0, Instant.EPOCH));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void withdrawalWhenALaterTryHasSetAnotherWaitThenThatStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 4; i++) {
            admit(throttle, user, portal.now());
        }
        Admission withdrawn = admit(throttle, user, portal.now());
        portal.clock.advance(Duration.ofMinutes(15));
        admit(throttle, user, portal.now());
        BudgetStore.State before = state(portal, user);

        throttle.withdraw(withdrawn);

        assertThat(before.level()).isEqualTo(2);
        assertThat(state(portal, user)).isEqualTo(new BudgetStore.State(5, 2, before.notBefore()));
    }

    private static BudgetStore.State state(TestPortal portal, TestUser user) {
        return portal.get(BudgetStore.class).read(Budget.SECOND_FACTOR, user.id.text());
    }

    private static Admission admit(Throttle throttle, TestUser user, Instant now) {
        return ((Decision.Admitted) throttle.admitCode(user.id, 1, now)).admission();
    }
}
