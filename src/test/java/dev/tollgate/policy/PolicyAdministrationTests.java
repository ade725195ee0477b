package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who sets the security options, what is told and recorded, and what becomes of two at once.
class PolicyAdministrationTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestPolicy.set(PORTALS.of(store)::get, _ -> SecurityOptions.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenItWeakensThenAllAdministratorsAreToldAndElseNobody(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        TestUser other = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);

        assertSaved(save(portal, stepUp, wanted(portal, 10)));
        assertThat(other.told("POLICY_WEAKENED")).isZero();
        assertSaved(save(portal, stepUp, wanted(portal, 20)));

        assertThat(other.told("POLICY_WEAKENED")).isEqualTo(1);
        assertThat(maker.told("POLICY_WEAKENED")).isEqualTo(1);
        assertThat(maker.audited("POLICY_CHANGED")).isEqualTo(2);
        assertThat(reasons(portal, maker))
                .containsOnlyOnce("Automatic Logout: 10 minutes → 20 minutes");
    }

    /// Each by itself: a record holds no long text, and an address that is cut off is none.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenMuchChangesThenEachOptionAndEachAddressIsOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp stepUp = maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL);
        List<String> ranges =
                IntStream.range(0, 40)
                        .mapToObj(i -> "2001:db8:1111:2222:3333:4444:5555:" + (1000 + i))
                        .collect(Collectors.toCollection(ArrayList::new));
        ranges.add(TestPortal.SOURCE.address());

        SavedOptions read = portal.get(Policies.class).saved();
        SecurityOptions much =
                read.options()
                        .addresses(ranges)
                        .mandatory(Set.of(Role.HUMAN_RESOURCE), null)
                        .trust(3, 9);

        assertSaved(save(portal, stepUp, new SavedOptions(much, read.version())));

        assertThat(reasons(portal, maker))
                .contains(
                        "Mandatory for: none → human resource",
                        "Trusted Devices of administrators: 0 days → 3 days",
                        "Trusted Devices of everybody else: 30 days → 9 days",
                        "IP Restriction: off → on",
                        "IP Restriction: " + ranges.getFirst() + " added",
                        "IP Restriction: " + TestPortal.SOURCE.address() + " added")
                .hasSize(4 + ranges.size());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenSomebodyWasFirstThenTheSecondIsToldAndNothingOfItIsKept(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser first = TestUser.create(portal);
        TestUser second = TestUser.create(portal);
        SavedOptions read = portal.get(Policies.class).saved();
        StepUp stepUp = first.stepUp(first.logIn(), Purpose.CHANGE_PORTAL);
        StepUp late = second.stepUp(second.logIn(), Purpose.CHANGE_PORTAL);

        assertSaved(save(portal, stepUp, idle(read, 7)));
        assertThat(save(portal, late, idle(read, 9))).isEqualTo(changedMeanwhile());

        assertThat(portal.get(Policies.class).current().idleLimit())
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(second.audited("POLICY_CHANGED")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTwoNodesDoAtOnceThenOneDoes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser first = TestUser.create(portal);
        TestUser second = TestUser.create(portal);
        for (int round = 0; round < 5; round++) {
            SavedOptions read = portal.get(Policies.class).saved();
            List<StepUp> stepUps =
                    List.of(
                            first.stepUp(first.logIn(), Purpose.CHANGE_PORTAL),
                            second.stepUp(second.logIn(), Purpose.CHANGE_PORTAL));
            int wanted = 30 + round;

            List<Object> outcomes =
                    AtOnce.run(
                            2,
                            number ->
                                    save(
                                            PORTALS.node(store, number),
                                            stepUps.get(number),
                                            idle(read, wanted + 10 * number)));

            assertThat(outcomes).containsOnlyOnce(changedMeanwhile());
            assertThat(outcomes)
                    .containsOnlyOnce(new Administered.Done<>(new GuardedChange.Saved()));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestStaff staff = TestStaff.of(portal);
        for (Role role : Role.values()) {
            Account account = staff.make(role, portal.now());
            Administered<GuardedChange> outcome =
                    save(portal, stepUp(portal, account), wanted(portal, 15));

            assertThat(outcome instanceof Administered.Done<?>).isEqualTo(role.isAdministrator());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void remindWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestStaff staff = TestStaff.of(portal);
        MissingQuery nobody = MissingQuery.ALL.after("~");
        for (Role role : Role.values()) {
            Account account = staff.make(role, portal.now());
            Administered<Integer> outcome =
                    portal.get(PolicyAdministration.class)
                            .remind(
                                    stepUp(portal, account).session(),
                                    nobody,
                                    TestPortal.SOURCE,
                                    portal.now());

            assertThat(outcome instanceof Administered.Done<?>).isEqualTo(role.isAdministrator());
            assertThat(rows(portal, account, "ADMINISTRATION_REFUSED"))
                    .isEqualTo(role.isAdministrator() ? 0 : 1);
            assertThat(rows(portal, account, "SET_UP_REMINDED"))
                    .isEqualTo(role.isAdministrator() ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheSessionHasEndedThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        PortalSession session = maker.logIn();
        StepUp stepUp = maker.stepUp(session, Purpose.CHANGE_PORTAL);
        SavedOptions before = portal.get(Policies.class).saved();
        maker.logOut(session);

        assertThatThrownBy(() -> save(portal, stepUp, idle(before, 33)))
                .isInstanceOf(StaleSessionException.class);
        assertThat(portal.get(Policies.class).saved()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stepUpWhenForSomethingElseThenServesNotForThis(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        StepUp other = maker.stepUp(maker.logIn(), Purpose.MANAGE_EXTENSION);

        assertThatThrownBy(() -> save(portal, other, wanted(portal, 33)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void coverageWhenSomebodyMayNotLogInThenIsInNoCount(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestStaff staff = TestStaff.of(portal);
        Coverage coverage = portal.get(Coverage.class);
        Coverage.Count before = count(coverage, Role.HUMAN_RESOURCE);

        staff.make(Role.HUMAN_RESOURCE, portal.now());
        staff.disable(staff.make(Role.HUMAN_RESOURCE, portal.now()));
        Account closed = staff.make(Role.HUMAN_RESOURCE, portal.now());
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql("update account set portal_access = 0 where id = :id")
                                        .param("id", closed.id().text())
                                        .update());

        Coverage.Count after = count(coverage, Role.HUMAN_RESOURCE);
        assertThat(after.accounts()).isEqualTo(before.accounts() + 1);
        assertThat(after.missing()).isEqualTo(before.missing() + 1);
        assertThat(after.neverLoggedIn()).isEqualTo(before.neverLoggedIn() + 1);
    }

    private static Coverage.Count count(Coverage coverage, Role role) {
        return coverage.byRole().getOrDefault(role, Coverage.Count.NONE);
    }

    private static SavedOptions wanted(TestPortal portal, int idleMinutes) {
        return idle(portal.get(Policies.class).saved(), idleMinutes);
    }

    private static SavedOptions idle(SavedOptions read, int minutes) {
        return new SavedOptions(read.options().idle(Duration.ofMinutes(minutes)), read.version());
    }

    private static Administered<GuardedChange> save(
            TestPortal portal, StepUp stepUp, SavedOptions wanted) {
        return portal.get(PolicyAdministration.class)
                .save(stepUp, wanted, TestPortal.SOURCE, portal.now());
    }

    private static StepUp stepUp(TestPortal portal, Account account) {
        return StepUp.issue(portal.opened(account), Purpose.CHANGE_PORTAL, portal.now());
    }

    private static void assertSaved(Administered<GuardedChange> outcome) {
        assertThat(outcome).isEqualTo(new Administered.Done<>(new GuardedChange.Saved()));
    }

    private static Administered<GuardedChange> changedMeanwhile() {
        return new Administered.Done<>(new GuardedChange.ChangedMeanwhile());
    }

    private static long rows(TestPortal portal, Account account, String kind) {
        return portal.jdbc()
                .sql("select count(*) from audit where actor = :id and kind = :kind")
                .param("id", account.id().text())
                .param("kind", kind)
                .query(Long.class)
                .single();
    }

    private static List<String> reasons(TestPortal portal, TestUser maker) {
        return portal.jdbc()
                .sql("select reason from audit where target = :id and kind = 'POLICY_CHANGED'")
                .param("id", maker.id.text())
                .query(String.class)
                .list();
    }
}
