package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.OneTimeLinks.Spent;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.TestMails;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What spending a link asks for by itself, whoever looked at the link before.
class OneTimeLinksTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestPortal portal;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void spendWhenOfAnotherKindThenNotAndOfItsOwnOnce(TestStore store) {
        portal = PORTALS.of(store);
        Token link = link(TestUser.create(portal));

        for (LinkKind kind : LinkKind.values()) {
            if (kind != LinkKind.PASSWORD_RESET) {
                assertThat(spend(kind, link, portal.now())).as("%s", kind).isEmpty();
            }
        }
        assertThat(spend(LinkKind.PASSWORD_RESET, link, portal.now())).isPresent();
        assertThat(spend(LinkKind.PASSWORD_RESET, link, portal.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void spendWhenTheAccountHasChangedThenNot(TestStore store) {
        portal = PORTALS.of(store);
        for (String change :
                List.of("epoch = epoch + 1", "status = 'DISABLED'", "portal_access = 0")) {
            TestUser user = TestUser.create(portal);
            Token link = link(user);
            assertThat(
                            portal.get(OneTimeLinks.class)
                                    .find(LinkKind.PASSWORD_RESET, link, portal.now()))
                    .isPresent();
            user.set(change);

            assertThat(
                            portal.get(OneTimeLinks.class)
                                    .find(LinkKind.PASSWORD_RESET, link, portal.now()))
                    .as(change)
                    .isEmpty();
            assertThat(spend(LinkKind.PASSWORD_RESET, link, portal.now())).as(change).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void spendWhenItsTimeIsOverThenNot(TestStore store) {
        portal = PORTALS.of(store);
        Token link = link(TestUser.create(portal));
        Instant end = portal.now().plus(LinkKind.PASSWORD_RESET.life());

        assertThat(spend(LinkKind.PASSWORD_RESET, link, end)).isEmpty();
        assertThat(spend(LinkKind.PASSWORD_RESET, link, end.minusMillis(1))).isPresent();
    }

    private Token link(TestUser user) {
        OneTimeLinks links = portal.get(OneTimeLinks.class);
        Account account = user.account();
        portal.get(Transactions.class)
                .write(
                        () ->
                                links.send(
                                        LinkKind.PASSWORD_RESET,
                                        account,
                                        account.email(),
                                        portal.now()));
        return TestMails.link(portal, user.id);
    }

    private Optional<Spent> spend(LinkKind kind, Token link, Instant now) {
        OneTimeLinks links = portal.get(OneTimeLinks.class);
        return portal.get(Transactions.class).write(() -> links.spend(kind, link, now));
    }
}
