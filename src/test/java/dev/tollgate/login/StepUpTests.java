package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a confirmed pop-up is good for, and what wrong passwords in it do.
class StepUpTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";
    private static final Set<Purpose> MILD =
            EnumSet.of(
                    Purpose.ADD_AUTHENTICATOR,
                    Purpose.RENAME_AUTHENTICATOR,
                    Purpose.MANAGE_EXTENSION,
                    Purpose.CHANGE_PORTAL);
    private static final Set<Purpose> STRICT =
            EnumSet.of(Purpose.TURN_OFF, Purpose.REMOVE_AUTHENTICATOR, Purpose.NEW_RECOVERY_CODES);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenWithCodeThenServesTheMildPurposesForFiveMinutes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();

        assertThat(served(portal, session)).isEqualTo(MILD);
        portal.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(served(portal, session)).isEqualTo(MILD);
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(served(portal, session)).isEmpty();
    }

    /// All that such an account has to show is the password.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenAccountHasNoSecondFactorThenServesTheMildPurposesForFiveMinutes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        PortalSession session = TestUser.create(portal).logIn();

        assertThat(served(portal, session)).isEqualTo(MILD);
        portal.clock.advance(Duration.ofMinutes(5));
        assertThat(served(portal, session)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenConfirmedWithoutSecondFactorThenServesNoStrictPurpose(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();

        user.stepUp(session, Purpose.TURN_ON);

        assertThat(served(portal, again(portal, session)))
                .contains(Purpose.TURN_ON)
                .doesNotContainAnyElementsOf(STRICT);
        portal.clock.advance(Duration.ofMinutes(5));
        assertThat(served(portal, again(portal, session))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenConfirmedForAStrictPurposeThenServesNoOtherStrictOne(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        portal.clock.advance(Duration.ofMinutes(5));

        for (Purpose purpose : STRICT) {
            user.stepUp(session, purpose);
            Set<Purpose> served = served(portal, again(portal, session));
            assertThat(served).containsAll(MILD).contains(purpose).hasSize(MILD.size() + 1);
            portal.clock.advance(Duration.ofMinutes(5));
            assertThat(served(portal, again(portal, session))).isEmpty();
            portal.get(Sessions.class).touch(session, portal.now());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenCancelledThenServesNoMore(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        user.stepUp(session, Purpose.TURN_ON);

        portal.get(Sessions.class).forgetConfirmation(session);

        assertThat(served(portal, again(portal, session))).isEqualTo(MILD);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenItsPurposeIsDoneThenAsksAnew(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        FactorChanges changes = portal.get(FactorChanges.class);

        StepUp codes = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        changes.newRecoveryCodes(codes, user.source, portal.now());
        assertThat(served(portal, again(portal, session))).isEqualTo(MILD);

        Token renewed =
                changes.turnOff(user.stepUp(session, Purpose.TURN_OFF), user.source, portal.now())
                        .orElseThrow();
        assertThat(user.session(renewed).confirmedPurpose()).isNull();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenConfirmedThenServesNoOtherSession(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession confirmed = user.logIn();
        PortalSession other = user.logIn();
        portal.clock.advance(Duration.ofMinutes(5));

        user.stepUp(confirmed, Purpose.TURN_ON);

        assertThat(served(portal, again(portal, other))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenForAnotherPurposeThenNoChangeTakesIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        StepUp proof = user.stepUp(user.logInWithCode(), Purpose.RENAME_AUTHENTICATOR);

        assertThatThrownBy(
                        () ->
                                portal.get(FactorChanges.class)
                                        .turnOff(proof, user.source, portal.now()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(user.rows("second_factor")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenSecondFactorIsOnThenPasswordAloneDoesNotServe(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        portal.clock.advance(Duration.ofMinutes(5));

        assertThat(user.confirm(session, Purpose.TURN_OFF, ""))
                .isInstanceOf(ConfirmOutcome.MalformedCode.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, user.wrongCode()))
                .isInstanceOf(ConfirmOutcome.WrongCode.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, WRONG, user.code()))
                .isInstanceOf(ConfirmOutcome.WrongPassword.class);

        assertThat(served(portal, again(portal, session))).isEmpty();
        assertThat(user.confirm(session, Purpose.TURN_OFF, user.code()))
                .as("a code is not spent by a wrong password")
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenFivePasswordsAreWrongThenThisSessionEndsAndNothingElse(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        PortalSession other = user.logInWithCode();
        long epoch = user.account().epoch();
        user.nextStep();

        for (int i = 0; i < 4; i++) {
            assertThat(user.confirm(session, Purpose.TURN_OFF, WRONG, user.code()))
                    .isInstanceOf(ConfirmOutcome.WrongPassword.class);
        }
        assertThat(user.confirm(session, Purpose.TURN_OFF, WRONG, user.code()))
                .isInstanceOf(ConfirmOutcome.SessionEnded.class);

        assertThat(portal.get(Sessions.class).of(user.id, portal.now()))
                .extracting(PortalSession::digest)
                .containsExactly(other.digest());
        assertThat(user.account().epoch()).isEqualTo(epoch);
        assertThat(user.rows("second_factor")).isEqualTo(1);
        user.logInWithCode();
        portal.clock.advance(Duration.ofSeconds(15));
        assertThat(user.confirm(other, Purpose.TURN_OFF, user.codeAt(0, Duration.ofSeconds(30))))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
    }

    /// Whoever holds several sessions has five tries in all, and then waits.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenPasswordsAreWrongInOneSessionThenTheOthersWaitToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        PortalSession other = user.logIn();
        for (int i = 0; i < 5; i++) {
            user.confirm(session, Purpose.TURN_ON, WRONG, "");
        }

        assertThat(user.confirm(other, Purpose.TURN_ON, WRONG, ""))
                .isEqualTo(new ConfirmOutcome.Wait(portal.now().plusSeconds(15)));
        assertThat(user.audited("CONFIRMATION_REFUSED")).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenAPasswordIsRightThenTheFiveBeginAnew(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(user.confirm(session, Purpose.TURN_ON, WRONG, ""))
                        .isInstanceOf(ConfirmOutcome.WrongPassword.class);
                portal.clock.advance(Duration.ofSeconds(60));
            }
            user.stepUp(session, Purpose.TURN_ON);
            portal.get(Sessions.class).touch(again(portal, session), portal.now());
        }
        assertThat(user.audited("CONFIRMATION_REFUSED")).isEqualTo(12);
        assertThat(user.audited("CONFIRMED")).isEqualTo(3);
    }

    /// Fewer on a machine so busy that one of the five waits too long for a hashing slot.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenFiftyWrongPasswordsAtOnceThenAtMostFiveAreLookedAt(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();

        AtOnce.run(
                50,
                i -> user.on(PORTALS.node(store, i)).confirm(session, Purpose.TURN_ON, WRONG, ""));

        assertThat(user.audited("CONFIRMATION_REFUSED")).isBetween(1L, 5L);
    }

    /// Without the account's own budget in front of it, whose waits may be over.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenTwentyTriesAreBookedAtOnceThenFive(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        PortalSession session = TestUser.create(portal).logIn();

        List<Object> booked =
                AtOnce.run(
                        20,
                        i -> PORTALS.node(store, i).get(Sessions.class).bookConfirmation(session));

        assertThat(booked).filteredOn(Boolean.TRUE::equals).hasSize(5);
        portal.get(Sessions.class).withdrawConfirmation(session);
        assertThat(portal.get(Sessions.class).bookConfirmation(session)).isTrue();
        assertThat(portal.get(Sessions.class).bookConfirmation(session)).isFalse();
    }

    private static Set<Purpose> served(TestPortal portal, PortalSession session) {
        Set<Purpose> served = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (portal.get(Confirmations.class)
                    .current(session, purpose, portal.now())
                    .isPresent()) {
                served.add(purpose);
            }
        }
        return served;
    }

    private static PortalSession again(TestPortal portal, PortalSession session) {
        return portal.get(Sessions.class).of(session.account(), portal.now()).stream()
                .filter(live -> live.digest().equals(session.digest()))
                .findFirst()
                .orElseThrow();
    }
}
