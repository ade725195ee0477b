package dev.tollgate.factor.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the statement that books a mail refuses by itself, whatever was looked at before.
class EmailCodeStoreTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void bookSendingWhenThreeInTenMinutesThenNoFourth(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Instant first = portal.now();
        for (int i = 0; i < EmailCodes.SENDINGS; i++) {
            assertThat(bookSending(user, portal, first.plusSeconds(i))).isTrue();
        }
        Instant free = first.plus(EmailCodes.SENDINGS_WITHIN);

        assertThat(bookSending(user, portal, free.minus(Duration.ofMillis(1)))).isFalse();
        assertThat(bookSending(user, portal, free)).isTrue();
        assertThat(bookSending(user, portal, free)).isFalse();
    }

    private static boolean bookSending(TestUser user, TestPortal portal, Instant now) {
        EmailCodeStore codes = portal.get(EmailCodeStore.class);
        return portal.get(Transactions.class).write(() -> codes.bookSending(user.id, now));
    }
}
