package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.notice.MailProven;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import dev.tollgate.system.MailAdministration;
import java.util.List;
import java.util.Optional;
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
                .isInstanceOf(GuardedChange.LocksOut.class);
        assertThat(save(portal, maker, addresses(ownOf(maker), second.source.address())))
                .isInstanceOf(GuardedChange.Saved.class);
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
        proveMail(portal);

        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(GuardedChange.LocksOut.class);
        last.set("email = '" + last.name + "@example.com'");
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(GuardedChange.Saved.class);
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
                        GuardedChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem().key())
                                        .isEqualTo("options.locks-out-proof"));
        TestUser enrolled = TestUser.enrolled(portal);
        enrolled.logOut(enrolled.logInWithCode());
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(GuardedChange.Saved.class);
    }

    /// What kept the last one in when the options were saved, the mail server, cannot go
    /// afterwards.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeMailServerWhenItsCodesKeepTheOnlyOneInThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        TestUser enrolled = TestUser.enrolled(portal);
        enrolled.set("status = 'DISABLED'");
        proveMail(portal);
        StepUp maker = administrator(portal);
        assertThat(save(portal, maker, LastSuperAdministratorTests::proof))
                .isInstanceOf(GuardedChange.Saved.class);

        for (GuardedChange refused : List.of(removeMail(portal, maker), moveMail(portal, maker))) {
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            GuardedChange.LocksOut.class,
                            lockout -> assertThat(lockout.problem().word()).isEqualTo(last.name));
        }
        assertThat(portal.get(MailServers.class).provenAt()).isPresent();
        assertThat(
                        portal.jdbc()
                                .sql("select reason from audit where actor = :by")
                                .param("by", maker.session().account().text())
                                .query(String.class)
                                .list())
                .contains("CHANGE_MAIL: locks out " + last.name);

        enrolled.set("status = 'ACTIVE'");
        enrolled.logOut(enrolled.logInWithCode());
        assertThat(moveMail(portal, maker)).isInstanceOf(GuardedChange.Saved.class);
    }

    /// Mail that has failed can be mended by whoever it locks out already.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeMailServerWhenMailGetsNobodyInAnywayThenSaved(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        TestPolicy.set(portal::get, LastSuperAdministratorTests::proof);

        assertThat(moveMail(portal, administrator(portal))).isInstanceOf(GuardedChange.Saved.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeMailServerAndOptionsWhenAtOnceThenOneIsRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        for (int round = 0; round < 15; round++) {
            TestPolicy.forget(portal::get);
            proveMail(portal);
            StepUp one = administrator(portal);
            StepUp two = administrator(portal);

            List<Object> outcomes =
                    AtOnce.run(
                            () -> removeMail(portal, one),
                            () -> save(portal, two, LastSuperAdministratorTests::proof));

            assertThat(outcomes)
                    .satisfiesExactlyInAnyOrder(
                            outcome -> assertThat(outcome).isInstanceOf(GuardedChange.Saved.class),
                            outcome ->
                                    assertThat(outcome).isInstanceOf(GuardedChange.LocksOut.class));
        }
    }

    /// The first test mail that is taken demands no proof that no super administrator could give.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proveMailWhenTheOnlyOneHasNoAddressThenNoProofIsDemanded(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser last = TestUser.create(portal);
        last.logOut(last.logIn());
        last.set("email = ''");
        TestPolicy.forget(portal::get);
        Transactions transactions = portal.get(Transactions.class);
        MailProven proven = portal.get(MailProven.class);

        transactions.write(() -> proven.onTaken(portal.now()));
        assertThat(portal.get(Policies.class).current().verifyIdentity()).isFalse();
        last.set("email = '" + last.name + "@example.com'");
        transactions.write(() -> proven.onTaken(portal.now()));
        assertThat(portal.get(Policies.class).current().verifyIdentity()).isTrue();
    }

    private static void proveMail(TestPortal portal) {
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());
    }

    private static GuardedChange removeMail(TestPortal portal, StepUp maker) {
        return done(
                portal.get(MailAdministration.class)
                        .remove(maker, TestPortal.SOURCE, portal.now()));
    }

    private static GuardedChange moveMail(TestPortal portal, StepUp maker) {
        MailServer elsewhere =
                new MailServer("127.0.0.1", 2, Encryption.NONE, "", "pbx@example.com");
        int version = portal.get(FormVersions.class).of(FormVersions.Form.MAIL_SERVER);
        return done(
                portal.get(MailAdministration.class)
                        .save(
                                maker,
                                elsewhere,
                                Optional.empty(),
                                version,
                                TestPortal.SOURCE,
                                portal.now()));
    }

    private static void assertAddressesAreAsked(TestPortal portal, TestUser last) {
        StepUp maker = administrator(portal);

        assertThat(save(portal, maker, addresses(ownOf(maker))))
                .isInstanceOfSatisfying(
                        GuardedChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem().word())
                                        .isEqualTo(last.name + ", " + last.source.address()));
        assertThat(save(portal, maker, addresses(ownOf(maker), last.source.address())))
                .isInstanceOf(GuardedChange.Saved.class);
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

    private static GuardedChange save(
            TestPortal portal, StepUp maker, UnaryOperator<SecurityOptions> change) {
        SavedOptions saved = portal.get(Policies.class).saved();
        SavedOptions wanted = new SavedOptions(change.apply(saved.options()), saved.version());
        return done(
                portal.get(PolicyAdministration.class)
                        .save(maker, wanted, TestPortal.SOURCE, portal.now()));
    }

    private static GuardedChange done(Administered<GuardedChange> outcome) {
        return ((Administered.Done<GuardedChange>) outcome).value();
    }

    private static void forAll(String sql) {
        for (TestStore store : TestStore.values()) {
            TestPortal portal = PORTALS.of(store);
            portal.get(Transactions.class).write(() -> portal.jdbc().sql(sql).update());
        }
    }
}
