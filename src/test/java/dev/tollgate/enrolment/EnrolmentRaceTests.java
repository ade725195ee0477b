package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.PendingAuthenticators;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnrolmentRaceTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final int ROUNDS = 5;

    /// AP-13: an enrolment could be ended more than once.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void enrolmentWhenConfirmedManyTimesAtOnceThenOne(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code =
                TotpCodes.code(user.pending(handle, session).secret(), TotpCodes.step(user.now()));

        List<Object> outcomes =
                AtOnce.run(
                        20,
                        i ->
                                user.on(PORTALS.node(store, i))
                                        .confirmEnrolment(handle, session, code));

        assertThat(outcomes).filteredOn(Confirmation.Enrolled.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .allMatch(
                        outcome ->
                                outcome instanceof Confirmation
                                        || outcome instanceof StaleSessionException);
        assertThat(user.rows("totp")).isEqualTo(1);
        assertThat(user.rows("recovery_code")).isEqualTo(10);
        assertThat(user.told("TWO_FACTOR_ON")).isEqualTo(1);
        assertThat(user.audited("TWO_FACTOR_ON")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodesWhenThirtyAtOnceThenTenReachTheSecret(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String old =
                TotpCodes.code(
                        user.pending(handle, session).secret(), TotpCodes.step(user.now()) - 9);

        List<Object> outcomes =
                AtOnce.run(
                        30,
                        i ->
                                user.on(PORTALS.node(store, i))
                                        .confirmEnrolment(handle, session, old));

        assertThat(outcomes).filteredOn(Confirmation.WrongCode.class::isInstance).hasSize(10);
        assertThat(outcomes).filteredOn(Confirmation.Exhausted.class::isInstance).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void enrolmentWhenCancelledAtTheSameMomentThenWholeOrNot(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int round = 0; round < ROUNDS; round++) {
            TestUser user = TestUser.create(portal);
            PortalSession session = user.logIn();
            Token handle = user.begin(session);
            String code =
                    TotpCodes.code(
                            user.pending(handle, session).secret(), TotpCodes.step(user.now()));

            List<Object> outcomes =
                    AtOnce.run(
                            () -> user.confirmEnrolment(handle, session, code),
                            () -> {
                                portal.get(Enrolment.class).cancel(session);
                                return "cancelled";
                            });

            boolean enrolled = outcomes.getFirst() instanceof Confirmation.Enrolled;
            assertThat(outcomes.getFirst())
                    .isInstanceOfAny(
                            Confirmation.Enrolled.class,
                            Confirmation.Gone.class,
                            StaleSessionException.class);
            assertThat(user.rows("second_factor")).isEqualTo(enrolled ? 1 : 0);
            assertThat(user.rows("totp")).isEqualTo(enrolled ? 1 : 0);
            assertThat(user.rows("recovery_code")).isEqualTo(enrolled ? 10 : 0);
        }
    }

    /// The cancellation holds the account while the confirmation, whose try is booked already,
    /// waits for it. SQLite lets nobody write meanwhile, so there it cannot come to that.
    @Test
    void enrolmentWhenCancelledAfterItsTryWasBookedThenNothingIsKept() {
        TestPortal portal = PORTALS.of(TestStore.POSTGRES);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        Token handle = user.begin(session);
        String code =
                TotpCodes.code(user.pending(handle, session).secret(), TotpCodes.step(user.now()));

        CompletableFuture<Confirmation> confirmation =
                portal.get(Transactions.class)
                        .write(() -> cancelDuring(portal, user, handle, session, code));

        assertThat(confirmation)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(StaleSessionException.class);
        assertThat(user.rows("second_factor")).isZero();
        assertThat(user.account().epoch()).isEqualTo(session.epoch());
    }

    private static CompletableFuture<Confirmation> cancelDuring(
            TestPortal portal, TestUser user, Token handle, PortalSession session, String code) {
        portal.get(Accounts.class).lock(user.id);
        CompletableFuture<Confirmation> confirmation =
                CompletableFuture.supplyAsync(() -> user.confirmEnrolment(handle, session, code));
        while (!confirmation.isDone() && user.pending(handle, session).failures() == 0) {
            Thread.onSpinWait();
        }
        portal.get(PendingAuthenticators.class).dropAll(user.id);
        return confirmation;
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removalsWhenOfBothAuthenticatorsAtOnceThenOneStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int round = 0; round < ROUNDS; round++) {
            TestUser user = TestUser.create(portal);
            PortalSession session = user.session(user.enrol(user.logIn()));
            PortalSession inHand = user.session(user.enrolAnother(session));
            List<Authenticator> both = portal.get(Authenticators.class).of(user.id);
            StepUp proof = user.stepUp(inHand, Purpose.REMOVE_AUTHENTICATOR);

            List<Object> outcomes =
                    AtOnce.run(
                            2,
                            i ->
                                    PORTALS.node(store, i)
                                            .get(FactorChanges.class)
                                            .remove(
                                                    proof,
                                                    both.get(i).id(),
                                                    user.source,
                                                    portal.now()));

            assertThat(outcomes)
                    .filteredOn(outcome -> outcome instanceof Optional<?> o && o.isPresent())
                    .hasSize(1);
            assertThat(user.rows("totp")).isEqualTo(1);
            assertThat(user.rows("second_factor")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addingWhenConfirmedManyTimesAtOnceThenOneMore(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.session(user.enrol(user.logIn()));
        PortalSession inHand = user.session(user.enrolAnother(session));
        Token handle = beginAnother(portal, user, inHand);
        String code =
                TotpCodes.code(user.pending(handle, inHand).secret(), TotpCodes.step(user.now()));

        AtOnce.run(8, i -> user.on(PORTALS.node(store, i)).confirmEnrolment(handle, inHand, code));

        assertThat(user.rows("totp")).isEqualTo(3);
    }

    private static Token beginAnother(TestPortal portal, TestUser user, PortalSession session) {
        StepUp stepUp = user.stepUp(session, Purpose.ADD_AUTHENTICATOR);
        Beginning beginning =
                portal.get(Enrolment.class).beginAnother(stepUp, null, user.source, portal.now());
        return ((Beginning.Begun) beginning).handle();
    }
}
