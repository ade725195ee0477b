package dev.tollgate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The mandate of work that goes on without a session, where its owner changes in the middle of a
/// step: found good before, and looked at again with the owner locked.
class MandateTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Administered<String> DONE = new Administered.Done<>("done");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenTheOwnerHasChangedSinceTheMandateWasFoundThenNotDone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (String change :
                List.of("epoch = epoch + 1", "status = 'DISABLED'", "portal_access = 0")) {
            TestUser owner = TestUser.create(portal);
            TestUser target = TestUser.create(portal);
            Mandate mandate = mandate(portal, owner);
            assertThat(act(portal, mandate, target, portal.now())).isEqualTo(DONE);

            owner.set(change);

            assertEnded(portal, mandate, target, portal.now());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenTheMandateIsADayOldThenNotDone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser target = TestUser.create(portal);
        Mandate mandate = mandate(portal, TestUser.create(portal));
        Instant end = portal.now().plus(Mandates.LIFE);

        assertThat(act(portal, mandate, target, end.minusMillis(1))).isEqualTo(DONE);
        assertEnded(portal, mandate, target, end);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void requireWhenGivenForSomethingElseThenBroken(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Mandate mandate = mandate(portal, TestUser.create(portal));

        mandate.require(Purpose.MANAGE_EXTENSION);
        assertThatThrownBy(() -> mandate.require(Purpose.CHANGE_PORTAL))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertEnded(
            TestPortal portal, Mandate mandate, TestUser target, Instant now) {
        assertThatThrownBy(() -> act(portal, mandate, target, now))
                .isInstanceOf(StaleSessionException.class);
    }

    private static Administered<String> act(
            TestPortal portal, Mandate mandate, TestUser target, Instant now) {
        Order order =
                Order.of(mandate, AdministrativeAct.LOG_OUT, target.id, TestPortal.SOURCE, now);
        return portal.get(Administration.class).administer(order, _ -> "done");
    }

    private static Mandate mandate(TestPortal portal, TestUser owner) {
        Mandates mandates = portal.get(Mandates.class);
        StepUp stepUp = StepUp.issue(owner.logIn(), Purpose.MANAGE_EXTENSION, portal.now());
        String id =
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        mandates.give(
                                                stepUp,
                                                Purpose.MANAGE_EXTENSION,
                                                TestPortal.SOURCE,
                                                portal.now()));
        return mandates.find(id, portal.now()).orElseThrow();
    }
}
