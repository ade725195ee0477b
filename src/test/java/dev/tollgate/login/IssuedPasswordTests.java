package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.account.TestPasswordHasher;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StaleSessionException;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An issued password is changed without being typed again, which only the login that showed it a
/// moment ago excuses.
class IssuedPasswordTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret WANTED = Secret.of("nine quiet herons wade");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenLoginIsFiveMinutesOldThenTakenAndAfterThatRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = issued(portal);
        PortalSession session = user.logIn();
        Account before = user.account();

        portal.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThatThrownBy(() -> change(user, session)).isInstanceOf(StaleSessionException.class);
        assertThat(user.account()).isEqualTo(before);

        PortalSession anew = user.logIn();
        portal.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(change(user, anew)).isInstanceOf(PasswordChange.Changed.class);
        assertThat(user.password(WANTED.reveal())).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    /// A stolen session of an account whose password is its owner's own.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenNoneIsDueThenRefused(TestStore store) {
        TestUser user = TestUser.employee(PORTALS.of(store));
        PortalSession session = user.logIn();
        Account before = user.account();

        assertThatThrownBy(() -> change(user, session)).isInstanceOf(StaleSessionException.class);
        assertThat(user.account()).isEqualTo(before);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    /// The answer to the password that was issued tells that it is the one: so it is booked like
    /// any other look at a password.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenTheIssuedOneIsTypedAgainAndAgainThenNotLookedAtWithoutEnd(TestStore store) {
        TestUser user = issued(PORTALS.of(store));
        PortalSession session = user.logIn();

        for (int i = 0; i < 5; i++) {
            assertThat(change(user, session, TestPortal.PASSWORD))
                    .isInstanceOf(PasswordChange.Invalid.class);
        }
        PasswordChange sixth = change(user, session, TestPortal.PASSWORD);
        assertThat(sixth).isInstanceOf(PasswordChange.Wait.class);

        assertThat(change(user, session)).as("nor another one").isEqualTo(sixth);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenThereIsNoTimeToLookThenNothingIsCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = issued(portal);
        PortalSession session = user.logIn();
        for (int i = 0; i < 4; i++) {
            change(user, session, TestPortal.PASSWORD);
        }

        TestPasswordHasher.whileBusy(
                portal.get(PasswordHasher.class),
                () ->
                        assertThatThrownBy(() -> change(user, session))
                                .isInstanceOf(HashingBusyException.class));

        assertThat(change(user, session)).isInstanceOf(PasswordChange.Changed.class);
    }

    private static PasswordChange change(TestUser user, PortalSession session) {
        return change(user, session, WANTED);
    }

    private static PasswordChange change(TestUser user, PortalSession session, Secret wanted) {
        return user.get(PasswordChanges.class)
                .changeIssued(
                        session,
                        new PasswordChanges.Typed(Secret.of(""), wanted, wanted),
                        user.source,
                        user.now());
    }

    private static TestUser issued(TestPortal portal) {
        TestUser user = TestUser.employee(portal);
        user.set("must_change_password = 1");
        return user;
    }
}
