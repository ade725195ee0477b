package dev.tollgate.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The one statement that spends a step, with nothing in front of it: neither the look at the last
/// step in the verifier nor the lock of the account in the settlement.
class AuthenticatorsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @CsvSource({
        "SQLITE, -1, false",
        "SQLITE, 0, false",
        "SQLITE, 1, true",
        "POSTGRES, -1, false",
        "POSTGRES, 0, false",
        "POSTGRES, 1, true"
    })
    void spendWhenStepIsNewerThanTheLastThenTakenOnceOnly(
            TestStore store, long ahead, boolean taken) {
        TestPortal portal = PORTALS.of(store);
        String id = onlyId(portal, TestUser.enrolled(portal));
        long last = lastStep(portal, id);

        assertThat(spend(portal, id, last + ahead)).isEqualTo(taken);
        assertThat(lastStep(portal, id)).isEqualTo(taken ? last + ahead : last);
        assertThat(spend(portal, id, last + ahead)).as("once more").isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void spendWhenFiftyAtOnceThenOneGetsTheStep(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        String id = onlyId(portal, TestUser.enrolled(portal));
        long next = lastStep(portal, id) + 1;

        assertThat(AtOnce.run(50, i -> spend(PORTALS.node(store, i), id, next)))
                .filteredOn(Boolean.TRUE::equals)
                .hasSize(1);
    }

    /// With an id that was seen somewhere, and an authenticator of one's own beside it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void authenticatorWhenItIsAnothersThenNeitherRenamedNorRemoved(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser thief = TestUser.enrolled(portal);
        TestUser victim = TestUser.enrolled(portal);
        victim.enrolAnother(victim.logInWithCode());
        Authenticators authenticators = portal.get(Authenticators.class);
        List<Authenticator> before = authenticators.of(victim.id);
        String id = before.getFirst().id();

        portal.get(Transactions.class)
                .write(
                        () -> {
                            assertThat(authenticators.rename(thief.id, id, "Mine")).isFalse();
                            assertThat(authenticators.removeButLast(thief.id, id)).isFalse();
                        });
        assertThat(authenticators.of(victim.id)).isEqualTo(before);

        portal.get(Transactions.class)
                .write(
                        () -> {
                            assertThat(authenticators.rename(victim.id, id, "Mine")).isTrue();
                            assertThat(authenticators.removeButLast(victim.id, id)).isTrue();
                        });
        assertThat(authenticators.of(victim.id)).hasSize(1);
    }

    private static boolean spend(TestPortal portal, String id, long step) {
        Instant now = portal.now();
        return portal.get(Transactions.class)
                .write(() -> portal.get(Authenticators.class).spend(id, step, now));
    }

    private static String onlyId(TestPortal portal, TestUser user) {
        return portal.get(Authenticators.class).of(user.id).getFirst().id();
    }

    private static long lastStep(TestPortal portal, String id) {
        return portal.jdbc()
                .sql("select last_step from totp where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
