package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.enrolment.Methods;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// PO-6: every security option does something, and what would lock out whoever makes the change, or
/// the last super administrator, is refused. One group of tests for each option, by its name.
class OptionsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Source INSIDE = new Source("192.0.2.7", "Test Browser");
    private static final Source OUTSIDE = new Source("198.51.100.1", "Test Browser");

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestPolicy.set(PORTALS.of(store)::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(PORTALS.of(store)::get);
        }
    }

    /// An option that is added has to come here, or to be named with the class that shows it.
    @Test
    void optionWhenThereThenAGroupOfTestsIsItsOwn() {
        Set<String> elsewhere =
                Set.of(
                        // MandatorySetUpTests, SecurityOptionsTests
                        "mandatoryFor",
                        "mandatoryFrom",
                        // TrustedDeviceTests
                        "administratorTrustDays",
                        "userTrustDays");
        Set<String> here =
                Arrays.stream(OptionsTests.class.getDeclaredMethods())
                        .map(method -> method.getName().replaceAll("When.*", ""))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Arrays.stream(SecurityOptions.class.getRecordComponents()))
                .extracting(RecordComponent::getName)
                .allMatch(name -> here.contains(name) || elsewhere.contains(name));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void idleLimitWhenSetThenSessionsEndByItAtOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token session = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        portal.clock.advance(Duration.ofMinutes(14));
        assertThat(user.isLive(session)).isTrue();

        set(portal, 5);
        assertThat(user.isLive(session)).isFalse();
        set(portal, 120);
        assertThat(user.isLive(session)).isTrue();
        portal.clock.advance(Duration.ofMinutes(105));
        assertThat(user.isLive(session)).isTrue();
        portal.clock.advance(Duration.ofMinutes(1));
        assertThat(user.isLive(session)).isFalse();
    }

    /// Each group has its own, and what is left has to work for whoever makes the change.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorMethodsWhenTheyLeaveTheMakerNoneThatWorksThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);

        GuardedChange refused =
                save(
                        portal,
                        stepUp,
                        options -> options.methods(Set.of(Method.EMAIL), options.userMethods()));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        GuardedChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem())
                                        .isEqualTo(
                                                new Problem(
                                                        "administratorMethods",
                                                        "options.locks-out-method",
                                                        maker.name)));
        assertThat(portal.get(Policies.class).current()).isEqualTo(SecurityOptions.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void userMethodsWhenSetThenHoldForEverybodyButAdministrators(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Account employee = TestStaff.of(portal).make(Role.EMPLOYEE, portal.now());
        Account administrator = TestStaff.of(portal).make(Role.ADMINISTRATOR, portal.now());
        Methods methods = portal.get(Methods.class);
        assertThat(methods.obstacle(employee.id(), Method.AUTHENTICATOR)).isEmpty();

        TestPolicy.set(
                portal::get,
                options -> options.methods(Set.of(Method.AUTHENTICATOR), Set.of(Method.EMAIL)));

        assertThat(methods.obstacle(employee.id(), Method.AUTHENTICATOR))
                .contains(Methods.Obstacle.FORBIDDEN);
        assertThat(methods.obstacle(administrator.id(), Method.AUTHENTICATOR)).isEmpty();
        assertThat(methods.obstacle(administrator.id(), Method.EMAIL))
                .contains(Methods.Obstacle.FORBIDDEN);
    }

    /// PO-4: eight characters do where they never admit alone.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void mandatoryForWhenItHoldsThenEightCharactersDoAndElseFifteen(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        assertThat(change(portal, user, user.logInWithCode(), "8 chars!"))
                .isInstanceOf(PasswordChange.Invalid.class);
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null));
        assertThat(change(portal, user, user.logInWithCode(), "7 chars"))
                .isInstanceOf(PasswordChange.Invalid.class);

        assertThat(change(portal, user, user.logInWithCode(), "8 chars!"))
                .isInstanceOf(PasswordChange.Changed.class);

        user.nextStep();
        assertThat(codeSession(user, "8 chars!").mustChangePassword()).isFalse();
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(), null));
        user.nextStep();
        PortalSession due = codeSession(user, "8 chars!");
        assertThat(due.mustChangePassword()).isTrue();
        assertThat(issued(portal, due, "8 other!")).isInstanceOf(PasswordChange.Invalid.class);
        assertThat(issued(portal, due, "long enough again, now"))
                .isInstanceOf(PasswordChange.Changed.class);
        user.nextStep();
        assertThat(codeSession(user, "long enough again, now").mustChangePassword()).isFalse();
    }

    private static PortalSession codeSession(TestUser user, String password) {
        Token half = ((PasswordOutcome.NeedsFactor) user.password(password)).halfSession();
        return user.session(((CodeOutcome.SignedIn) user.code(half, user.code())).session());
    }

    private static PasswordChange change(
            TestPortal portal, TestUser user, PortalSession session, String wanted) {
        return portal.get(PasswordChanges.class)
                .change(
                        session,
                        typed(TestPortal.PASSWORD.reveal(), wanted),
                        user.source,
                        portal.now());
    }

    private static PasswordChange issued(TestPortal portal, PortalSession session, String wanted) {
        return portal.get(PasswordChanges.class)
                .changeIssued(session, typed("", wanted), INSIDE, portal.now());
    }

    private static PasswordChanges.Typed typed(String current, String wanted) {
        Secret secret = Secret.of(wanted);
        return new PasswordChanges.Typed(Secret.of(current), secret, secret);
    }

    /// Same answer, and the try is booked like a wrong one.
    /// What it does to a set-up, SetUpProofTests show.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyIdentityWhenATestMailIsTakenThenOnUnlessSomebodyHasDecided(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Policies policies = portal.get(Policies.class);
        SavedOptions before = policies.saved();
        assertThat(before.options().verifyIdentity()).isFalse();
        TestPolicy.set(portal::get, options -> options);

        taken(portal);

        assertThat(policies.saved().options().verifyIdentity()).isTrue();
        assertThat(policies.saved().version()).isGreaterThan(before.version());

        TestPolicy.set(portal::get, options -> options.verifying(false));
        taken(portal);

        assertThat(policies.current().verifyIdentity()).isFalse();
    }

    /// Of two at once the form that was made before loses: it would have turned the proof off.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyIdentityWhenItComesOnUnderAnOpenFormThenTheFormIsOutdated(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);
        SavedOptions form = portal.get(Policies.class).saved();
        taken(portal);

        Administered<GuardedChange> outcome =
                portal.get(PolicyAdministration.class).save(stepUp, form, INSIDE, portal.now());

        assertThat(((Administered.Done<GuardedChange>) outcome).value())
                .isInstanceOf(GuardedChange.ChangedMeanwhile.class);
        assertThat(portal.get(Policies.class).current().verifyIdentity()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyIdentityWhenTheMakerCouldProveNothingThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);
        UnaryOperator<SecurityOptions> both =
                options ->
                        options.mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null).verifying(true);

        assertThat(save(portal, stepUp, both))
                .isEqualTo(
                        new GuardedChange.LocksOut(
                                new Problem(
                                        "verifyIdentity", "options.locks-out-proof", maker.name)));
        assertThat(save(portal, stepUp, options -> options.verifying(true)))
                .isInstanceOf(GuardedChange.Saved.class);

        TestUser enrolled = TestUser.enrolled(portal);
        StepUp safe = enrolled.stepUp(enrolled.logInWithCode(), Purpose.CHANGE_PORTAL);
        assertThat(save(portal, safe, both)).isInstanceOf(GuardedChange.Saved.class);
    }

    private static void taken(TestPortal portal) {
        portal.get(Transactions.class)
                .write(() -> portal.get(ProofDemand.class).onTaken(portal.now()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorAddressesWhenSetThenTheRightPasswordFromElsewhereIsAWrongOne(
            TestStore store) {
        TestPortal portal = PORTALS.of(store);
        restrict(portal, "192.0.2.0/24", "2001:db8::/32");
        TestStaff staff = TestStaff.of(portal);
        for (Role role : Role.values()) {
            Account account = staff.make(role, portal.now());
            PasswordOutcome inside = logIn(portal, account, TestStaff.PASSWORD, INSIDE);
            PasswordOutcome outside = logIn(portal, account, TestStaff.PASSWORD, OUTSIDE);

            assertThat(inside).isInstanceOf(PasswordOutcome.SignedIn.class);
            if (role == Role.EMPLOYEE) {
                assertThat(outside).isInstanceOf(PasswordOutcome.SignedIn.class);
            } else {
                assertThat(outside)
                        .as("%s", role)
                        .isEqualTo(logIn(portal, account, "not the password", OUTSIDE));
                assertThat(failures(portal, account)).isEqualTo(2);
                assertThat(reasons(portal, account))
                        .containsExactly("not allowed from this address", "wrong password");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorAddressesWhenSetBetweenPasswordAndCodeThenTheCodeOpensNothing(
            TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Token half = user.halfSession();
        restrict(portal, "192.0.2.0/24");
        user.nextStep();

        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);

        restrict(portal);
        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.audited("LOGIN_REFUSED")).isEqualTo(1);
        assertThat(portal.get(Throttle.class).wrongCodesSince(user.id, Instant.EPOCH, portal.now()))
                .as("a code that was not looked at")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorAddressesWhenTheMakersOwnIsMissingThenRefusedByName(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);

        GuardedChange refused = save(portal, stepUp, "198.51.100.0/24");

        assertThat(refused)
                .isInstanceOfSatisfying(
                        GuardedChange.LocksOut.class,
                        lockout ->
                                assertThat(lockout.problem().word())
                                        .isEqualTo(maker.name + ", " + INSIDE.address()));
        assertThat(portal.get(Policies.class).current().administratorAddresses()).isEmpty();
        assertThat(maker.audited("ADMINISTRATION_REFUSED")).isEqualTo(1);
        assertThat(save(portal, stepUp, "198.51.100.0/24", "192.0.2.7"))
                .isInstanceOf(GuardedChange.Saved.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void administratorAddressesWhenLiftedOnTheConsoleThenEveryAddressWorksAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        restrict(portal, "192.0.2.0/24");
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);

        Result lifted = lift(portal);

        assertThat(lifted.exitCode()).as(lifted.err()).isZero();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.told("POLICY_WEAKENED")).isEqualTo(1);
        assertThat(lift(portal).err()).contains("there is no IP restriction");
        assertThat(user.told("POLICY_WEAKENED")).isEqualTo(1);
    }

    private static Result lift(TestPortal portal) {
        return TestConsole.run(portal.settings(), "policy", "lift-ip-restriction");
    }

    private static GuardedChange save(TestPortal portal, StepUp stepUp, String... ranges) {
        return save(portal, stepUp, options -> options.addresses(List.of(ranges)));
    }

    private static GuardedChange save(
            TestPortal portal, StepUp stepUp, UnaryOperator<SecurityOptions> change) {
        SavedOptions saved = portal.get(Policies.class).saved();
        SavedOptions wanted = new SavedOptions(change.apply(saved.options()), saved.version());
        Administered<GuardedChange> outcome =
                portal.get(PolicyAdministration.class).save(stepUp, wanted, INSIDE, portal.now());
        return ((Administered.Done<GuardedChange>) outcome).value();
    }

    private static void set(TestPortal portal, int idleMinutes) {
        TestPolicy.set(portal::get, options -> options.idle(Duration.ofMinutes(idleMinutes)));
    }

    private static void restrict(TestPortal portal, String... ranges) {
        TestPolicy.set(portal::get, options -> options.addresses(List.of(ranges)));
    }

    private static PasswordOutcome logIn(
            TestPortal portal, Account account, String password, Source source) {
        return portal.get(Login.class)
                .withPassword(
                        account.username(),
                        Secret.of(password),
                        "/",
                        Keepsakes.NONE,
                        source,
                        portal.now());
    }

    private static long failures(TestPortal portal, Account account) {
        return portal.jdbc()
                .sql(
                        """
                        select count(*) from attempt
                        where subject = :subject and kind = 'PASSWORD'""")
                .param("subject", account.id().text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static List<String> reasons(TestPortal portal, Account account) {
        return portal.jdbc()
                .sql(
                        """
                        select reason from audit where target = :id and kind = 'LOGIN_REFUSED'
                        order by at, id""")
                .param("id", account.id().text())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
