package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.ScriptedRandom;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hashes that are raised when their owner logs in.
class CostRaiseTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Argon2Cost DEARER = new Argon2Cost(8192, 6, 1);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hashWhenCheaperThanTheSettingThenRaisedAndTheSamePasswordFits(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        byte[] before = stored(portal, user);

        passwords(portal, hasher()).raiseCost(user.account(), TestPortal.PASSWORD);

        byte[] raised = stored(portal, user);
        assertThat(raised).isNotEqualTo(before);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        passwords(portal, hasher()).raiseCost(user.account(), TestPortal.PASSWORD);
        assertThat(stored(portal, user)).as("not again").isEqualTo(raised);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hashWhenNoPlaceIsFreeThenStaysAndTheLoginStands(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        byte[] before = stored(portal, user);

        PasswordHasher hasher = hasher();
        try (HeldHashing held = new HeldHashing(hasher)) {
            held.places(HashingLane.KNOWN);
            passwords(portal, hasher).raiseCost(user.account(), TestPortal.PASSWORD);
        }

        assertThat(stored(portal, user)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hashWhenAccountChangedMeanwhileThenTheChangeStands(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Account read = user.account();
        user.enrol(user.logIn());
        byte[] before = stored(portal, user);

        passwords(portal, hasher()).raiseCost(read, TestPortal.PASSWORD);

        assertThat(stored(portal, user)).isEqualTo(before);
    }

    private static PasswordHasher hasher() {
        return new PasswordHasher(
                DEARER,
                new ScriptedRandom(1),
                new BouncyCastleArgon2(),
                new HashingQueue(1, Duration.ofSeconds(2), System::nanoTime));
    }

    private static Passwords passwords(TestPortal portal, PasswordHasher hasher) {
        return new Passwords(
                portal.get(AccountStore.class),
                hasher,
                portal.get(Sealer.class),
                portal.get(Transactions.class));
    }

    private static byte[] stored(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select password from account where id = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getBytes(1))
                .single();
    }
}
