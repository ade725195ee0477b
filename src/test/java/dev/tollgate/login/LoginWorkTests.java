package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStatements;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LO-6: what a refused login costs tells nobody whether there is such an account and how it
/// stands, whatever cookies are forged.
class LoginWorkTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";

    /// A token of the right shape under whatever name is asked for.
    private static final Keepsakes FORGED = _ -> Token.parse("A".repeat(43));

    private static final Keepsakes NONE = _ -> Optional.empty();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenCookiesAreForgedThenTheSameStatementsWhateverTheAccount(TestStore store) {
        for (Keepsakes brought : List.of(NONE, FORGED)) {
            Map<String, List<String>> works = new LinkedHashMap<>();
            users(PORTALS.of(store))
                    .forEach((kind, user) -> works.put(kind, tries(user.bringing(brought))));

            TestUser stranger = TestUser.create(PORTALS.of(store)).bringing(brought);
            List<String> unknown = tries(stranger, "nobody like " + stranger.name);
            assertThat(unknown).hasSizeGreaterThan(10);
            assertThat(works).allSatisfy((_, work) -> assertThat(work).isEqualTo(unknown));
        }
    }

    /// Names are looked up later, when nobody waits for an answer.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void forgottenPasswordWhenAskedForThenTheSameStatementsWhateverTheAccount(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Map<String, List<String>> works = new LinkedHashMap<>();
        users(portal).forEach((kind, user) -> works.put(kind, asks(portal, user, user.name)));

        TestUser stranger = TestUser.create(portal);
        List<String> unknown = asks(portal, stranger, "nobody like " + stranger.name);
        assertThat(unknown).hasSizeGreaterThan(2);
        assertThat(works).allSatisfy((_, work) -> assertThat(work).isEqualTo(unknown));
    }

    private static List<String> asks(TestPortal portal, TestUser user, String name) {
        return TestStatements.of(
                () ->
                        assertThat(
                                        portal.get(ForgottenPasswords.class)
                                                .ask(name, user.source, portal.now()))
                                .isEmpty());
    }

    /// Every kind at an address of its own, with one known browser that is not the one that asks.
    private static Map<String, TestUser> users(TestPortal portal) {
        TestUser active = TestUser.create(portal);
        active.logIn();
        TestUser enrolled = TestUser.enrolled(portal);
        TestUser disabled = TestUser.create(portal);
        disabled.set("status = 'DISABLED'");
        TestUser closed = TestUser.employee(portal);
        closed.set("portal_access = 0");
        return Map.of(
                "active", active, "enrolled", enrolled, "disabled", disabled, "closed", closed);
    }

    private static List<String> tries(TestUser user) {
        return tries(user, user.name);
    }

    /// Up to the one that has to wait.
    private static List<String> tries(TestUser user, String name) {
        return TestStatements.of(
                () -> {
                    for (int i = 0; i < 5; i++) {
                        assertThat(user.password(name, WRONG))
                                .isInstanceOf(PasswordOutcome.Refused.class);
                    }
                    assertThat(user.password(name, WRONG)).isInstanceOf(PasswordOutcome.Wait.class);
                });
    }
}
