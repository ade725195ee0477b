package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions that their owner ends.
class SessionEndTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestUser user;
    private PortalSession here;
    private PortalSession there;

    private void open(TestStore store) {
        user = TestUser.create(PORTALS.of(store));
        here = user.logIn();
        there = user.logIn();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endWhenTheSessionIsOnesOwnThenOverAndOnRecordOnce(TestStore store) {
        open(store);

        assertThat(end(there)).isTrue();
        assertThat(end(there)).isFalse();

        assertThat(live(user)).containsExactly(here.digest());
        assertThat(user.audited("SESSION_ENDED")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endWhenTheSessionIsSomebodyElsesThenItGoesOn(TestStore store) {
        open(store);
        TestUser other = TestUser.create(PORTALS.of(store));
        PortalSession foreign = other.logIn();

        assertThat(end(foreign)).isFalse();

        assertThat(live(other)).containsExactly(foreign.digest());
        assertThat(user.audited("SESSION_ENDED") + other.audited("SESSION_ENDED")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endOthersWhenThereAreSomeThenOnlyTheOneInHandGoesOn(TestStore store) {
        open(store);
        user.logIn();
        TestUser other = TestUser.create(PORTALS.of(store));
        PortalSession foreign = other.logIn();

        login().endOtherSessions(here, user.source, user.now());

        assertThat(live(user)).containsExactly(here.digest());
        assertThat(live(other)).containsExactly(foreign.digest());
        assertThat(user.audited("OTHER_SESSIONS_ENDED")).isOne();
    }

    /// A tab that is still open in a browser that somebody was logged out of.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endWhenTheActingSessionIsOverThenEndsNoOther(TestStore store) {
        open(store);
        user.logOut(there);

        assertThatThrownBy(() -> login().endSession(there, here.digest(), user.source, user.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> login().endOtherSessions(there, user.source, user.now()))
                .isInstanceOf(StaleSessionException.class);

        assertThat(live(user)).containsExactly(here.digest());
        assertThat(user.audited("LOGOUT")).isOne();
    }

    /// Whoever sits down at the same browser next does not find the secret of a set-up.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logOutWhenASetUpIsUnderWayThenItsSecretIsGone(TestStore store) {
        open(store);
        user.begin(here);
        assertThat(user.rows("totp_pending")).isOne();

        user.logOut(here);

        assertThat(user.rows("totp_pending")).isZero();
        assertThat(user.audited("LOGOUT")).isOne();
    }

    private boolean end(PortalSession session) {
        return login().endSession(here, session.digest(), user.source, user.now());
    }

    private Login login() {
        return user.get(Login.class);
    }

    private static List<String> live(TestUser owner) {
        return owner.get(Sessions.class).of(owner.id, owner.now()).stream()
                .map(PortalSession::digest)
                .toList();
    }
}
