package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.account.TestPasswordHasher;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LO-7: a password that nobody had time to look at counts nowhere.
class BusyTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenNotLookedAtThenTheFiveFreeOnesAreStillFive(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        for (int i = 0; i < 4; i++) {
            assertThat(user.password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        }

        whileBusy(portal, () -> user.password(WRONG));

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.audited("LOGIN_REFUSED")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenNotLookedAtThenTheSessionHasItsFiveStill(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        for (int i = 0; i < 4; i++) {
            assertThat(user.confirm(session, Purpose.TURN_ON, WRONG, ""))
                    .isInstanceOf(ConfirmOutcome.WrongPassword.class);
        }

        whileBusy(portal, () -> user.confirm(session, Purpose.TURN_ON, WRONG, ""));

        assertThat(user.confirm(session, Purpose.TURN_ON, ""))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
        assertThat(user.audited("CONFIRMATION_REFUSED")).isEqualTo(4);
    }

    /// Its tries must not hold up the sessions that are still there.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenItsSessionHasEndedThenItsTriesCountNowhere(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession ended = user.logIn();
        PortalSession session = user.logIn();
        user.logOut(ended);

        for (int i = 0; i < 6; i++) {
            assertThat(user.confirm(ended, Purpose.TURN_ON, WRONG, ""))
                    .isInstanceOf(ConfirmOutcome.SessionEnded.class);
        }

        assertThat(user.confirm(session, Purpose.TURN_ON, ""))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
    }

    private static void whileBusy(TestPortal portal, Runnable attempt) {
        TestPasswordHasher.whileBusy(
                portal.get(PasswordHasher.class),
                () -> assertThatThrownBy(attempt::run).isInstanceOf(HashingBusyException.class));
    }
}
