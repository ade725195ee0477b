package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.PortalSession;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The owner's change of password.
class PasswordChangeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret WANTED = Secret.of("four green boats at dusk");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenDoneThenOtherSessionsEndAndTheOwnerIsTold(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        user.logIn();

        PasswordChange outcome = change(user, session, TestPortal.PASSWORD, WANTED, WANTED);

        assertThat(user.isLive(((PasswordChange.Changed) outcome).session())).isTrue();
        assertThat(user.rows("session")).isOne();
        assertThat(user.audited("PASSWORD_CHANGED")).isOne();
        assertThat(user.told("PASSWORD_CHANGED")).isOne();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(change(user, session, WANTED, other(), other()))
                .isInstanceOf(PasswordChange.SessionEnded.class);
    }

    /// What is wrong with the new one is said before the present one is looked at or counted.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenTheNewOneWillNotDoThenNothingIsCounted(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        PortalSession session = user.logIn();
        Secret wrong = Secret.of("not the password at all");

        for (int i = 0; i < 6; i++) {
            assertThat(change(user, session, wrong, Secret.of("short"), Secret.of("short")))
                    .isInstanceOf(PasswordChange.Invalid.class);
            assertThat(change(user, session, wrong, WANTED, other()))
                    .isInstanceOf(PasswordChange.Invalid.class);
        }
        assertThat(change(user, session, wrong, wrong, wrong))
                .as("the same as it is said to be")
                .isInstanceOf(PasswordChange.Invalid.class);

        assertThat(change(user, session, wrong, WANTED, WANTED))
                .isInstanceOf(PasswordChange.WrongCurrent.class);
        assertThat(change(user, session, TestPortal.PASSWORD, WANTED, WANTED))
                .isInstanceOf(PasswordChange.Changed.class);
    }

    private static Secret other() {
        return Secret.of("nine purple kites over Porto");
    }

    private static PasswordChange change(
            TestUser user, PortalSession session, Secret current, Secret wanted, Secret confirmed) {
        return user.get(PasswordChanges.class)
                .change(
                        session,
                        new PasswordChanges.Typed(current, wanted, confirmed),
                        user.source,
                        user.now());
    }
}
