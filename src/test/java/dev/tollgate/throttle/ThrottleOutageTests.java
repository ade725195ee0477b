package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/// Where a try cannot be booked, nothing is checked and nobody gets in.
class ThrottleOutageTests {

    /// AP-23: what checks could not be reached, and everybody was let in.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void everyDoorWhenTriesCannotBeBookedThenErrorAndNoAdmission(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            PortalSession session = user.logInWithCode();
            Token half = user.halfSession();
            Throttle throttle = portal.get(Throttle.class);
            user.nextStep();
            for (String table : new String[] {"attempt", "budget"}) {
                rename(portal, table, "gone");

                assertUnavailable(user::rightPassword);
                assertUnavailable(() -> user.code(half, user.code()));
                assertUnavailable(() -> user.recoveryCode(half, user.recoveryCodes.getFirst()));
                assertUnavailable(() -> user.confirm(session, Purpose.TURN_OFF, user.code()));
                assertUnavailable(() -> throttle.admitCode(user.id, 1, portal.now()));
                assertUnavailable(() -> throttle.admitConfirmation(user.id, portal.now()));
                assertUnavailable(
                        () ->
                                throttle.admitPassword(
                                        user.id.text(), user.id, user.source, portal.now()));

                rename(portal, "gone", table);
            }
            assertThat(user.rows("session")).isEqualTo(1);
            assertThat(user.rows("recovery_code")).isEqualTo(10);
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.SignedIn.class);
        }
    }

    /// AP-6: the failure was counted in the transaction of the login, and rolled back with it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void failuresWhenWhatFollowsThemBreaksThenStayCounted(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            Token half = user.halfSession();
            rename(portal, "audit", "gone");
            for (int i = 0; i < 5; i++) {
                assertUnavailable(() -> user.password("not the password at all"));
                assertUnavailable(() -> user.code(half, user.wrongCode()));
            }
            rename(portal, "gone", "audit");

            portal.restart();

            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
            user.nextStep();
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Wait.class);
        }
    }

    private static void assertUnavailable(ThrowableAssert.ThrowingCallable door) {
        assertThatThrownBy(door).isInstanceOf(DataAccessException.class);
    }

    private static void rename(TestPortal portal, String from, String to) {
        portal.jdbc().sql("alter table " + from + " rename to " + to).update();
    }
}
