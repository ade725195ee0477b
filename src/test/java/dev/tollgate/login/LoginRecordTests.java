package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// AU-1: what a login leaves on record, which its answer does not say.
class LoginRecordTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenRefusedThenTheRecordSaysWhy(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        user.password("nobody." + user.name, WRONG);
        user.password(WRONG);
        user.set("status = 'DISABLED'");
        user.rightPassword();
        user.set("status = 'ACTIVE'");
        TestPolicy.set(portal::get, TestPolicy.onlyFrom("203.0.113.9"));
        try {
            user.rightPassword();
        } finally {
            TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(portal::get);
        }

        assertThat(reasons(portal, user))
                .containsExactly(
                        "unknown name",
                        "wrong password",
                        "not allowed to log in",
                        "not allowed from this address");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenRightAndACodeIsDueThenOnRecordBeforeTheCodeComes(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));

        user.rightPassword();

        assertThat(user.audited("PASSWORD_ACCEPTED")).isOne();
        assertThat(user.audited("LOGIN")).as("the one before").isOne();
    }

    private static List<String> reasons(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql(
                        "select reason from audit where kind = 'LOGIN_REFUSED' and address = :from"
                                + " order by id")
                .param("from", user.source.address())
                .query(String.class)
                .list();
    }
}
