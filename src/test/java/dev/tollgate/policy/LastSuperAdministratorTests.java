package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An administrator, who may change the security options, cannot leave the portal without a super
/// administrator who gets in: wherever they are, logged in or not, one or several.
class LastSuperAdministratorTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// The portals are shared with every other test, whose super administrators have to go.
    @BeforeEach
    void clear() {
        forAll("update account set status = 'DISABLED' where role = 'SUPER_ADMINISTRATOR'");
    }

    @AfterEach
    void putBack() {
        forAll("update account set status = 'ACTIVE' where role = 'SUPER_ADMINISTRATOR'");
        for (TestStore store : TestStore.values()) {
            TestPolicy.set(PORTALS.of(store)::get, _ -> SecurityOptions.DEFAULT);
            TestMailServer.forget(
                    PORTALS.of(store).get(MailServers.class),
                    PORTALS.of(store).get(Transactions.class));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheOnlyOneIsLoggedInElsewhereThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logIn();

        assertAddressesAreAsked(portal, last);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheOnlyOneIsLoggedOutThenTheLastLoginCounts(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());

        assertAddressesAreAsked(portal, last);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenSeveralWouldAllBeOutThenRefusedAndOneInsideIsEnough(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser first = TestUser.create(portal);
        TestUser second = TestUser.create(portal);
        first.logOut(first.logIn());
        second.logIn();
        StepUp maker = administrator(portal);

        assertThat(save(portal, maker, addresses(ownOf(maker))))
                .isInstanceOf(OptionsChange.LocksOut.class);
        assertThat(save(portal, maker, addresses(ownOf(maker), second.source.address())))
                .isInstanceOf(OptionsChange.Saved.class);
    }

    /// Who has been invited and never came may not be able to.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAnotherHasNeverLoggedInThenThatOneDoesNotCount(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        last.set("email = ''");
        TestUser.create(portal);
        StepUp maker = administrator(portal);
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());

        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(OptionsChange.LocksOut.class);
        last.set("email = '" + last.name + "@example.com'");
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(OptionsChange.Saved.class);
    }

    /// No mail server, no factor, nobody logged in: a proof could come from the console only.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheOnlyOneIsLoggedOutAndCouldProveNothingThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        StepUp maker = administrator(portal);
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOfSatisfying(
                        OptionsChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem().key())
                                        .isEqualTo("options.locks-out-proof"));
        TestUser enrolled = TestUser.enrolled(portal);
        enrolled.logOut(enrolled.logInWithCode());
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(OptionsChange.Saved.class);
    }

    private static void assertAddressesAreAsked(TestPortal portal, TestUser last) {
        StepUp maker = administrator(portal);

        assertThat(save(portal, maker, addresses(ownOf(maker))))
                .isInstanceOfSatisfying(
                        OptionsChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem().word())
                                        .isEqualTo(last.name + ", " + last.source.address()));
        assertThat(save(portal, maker, addresses(ownOf(maker), last.source.address())))
                .isInstanceOf(OptionsChange.Saved.class);
    }

    private static SecurityOptions proof(SecurityOptions options) {
        return options.mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null).verifying(true);
    }

    private static String ownOf(StepUp maker) {
        return maker.session().address();
    }

    private static UnaryOperator<SecurityOptions> addresses(String... ranges) {
        return options -> options.addresses(List.of(ranges));
    }

    private static StepUp administrator(TestPortal portal) {
        Account account = TestStaff.of(portal).make(Role.ADMINISTRATOR, portal.now());
        return StepUp.issue(portal.opened(account), Purpose.CHANGE_PORTAL, portal.now());
    }

    private static OptionsChange save(
            TestPortal portal, StepUp maker, UnaryOperator<SecurityOptions> change) {
        SavedOptions saved = portal.get(Policies.class).saved();
        SavedOptions wanted = new SavedOptions(change.apply(saved.options()), saved.version());
        Administered<OptionsChange> outcome =
                portal.get(PolicyAdministration.class)
                        .save(maker, wanted, TestPortal.SOURCE, portal.now());
        return ((Administered.Done<OptionsChange>) outcome).value();
    }

    private static void forAll(String sql) {
        for (TestStore store : TestStore.values()) {
            TestPortal portal = PORTALS.of(store);
            portal.get(Transactions.class).write(() -> portal.jdbc().sql(sql).update());
        }
    }
}
