package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.ConsoleAct;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is done on the server's console: on record, and known to whom it concerns.
class RescueTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret ISSUED = Secret.of("three slow trains to Lisbon");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenResetThenWaitsEndAndTheOwnerIsTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        for (int i = 0; i < 6; i++) {
            user.password("not the password at all");
        }
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);

        portal.get(Rescue.class)
                .resetPassword(
                        ConsoleAct.issue(portal.now()),
                        user.account(),
                        portal.get(Accounts.class).hash(ISSUED));

        assertThat(user.password(ISSUED.reveal())).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.audited("PASSWORD_RESET")).isOne();
        assertThat(user.told("PASSWORD_RESET")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorWhenMadeThenOnRecordAndEveryAdministratorIsTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser other = TestUser.create(portal);
        long told = other.told("ADMINISTRATOR_ADDED");

        TestUser made = TestUser.create(portal);

        assertThat(made.audited("ACCOUNT_CREATED")).isOne();
        assertThat(made.told("ADMINISTRATOR_ADDED")).isOne();
        assertThat(other.told("ADMINISTRATOR_ADDED")).isEqualTo(told + 1);
    }
}
