package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.login.Login;
import dev.tollgate.session.Administered.Why;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Administrators who act on each other, or with a page that was made before something changed.
class AdministrationRaceTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final int ROUNDS = 15;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenActorWasDemotedMeanwhileThenChangesNothing(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account former = staff.make(Role.ADMINISTRATOR);
        Account target = staff.make(Role.EMPLOYEE);
        StepUp open = staff.stepUp(former);
        StepUp superior = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
        staff.save(superior, former, staff.change(former, null, null, Role.EMPLOYEE));

        for (AdministrativeAct act : Staff.acts()) {
            if (act != AdministrativeAct.ENABLE) {
                assertThatThrownBy(() -> staff.attempt(open, act, target))
                        .as("%s", act)
                        .isInstanceOf(StaleSessionException.class);
            }
        }
        assertThat(staff.now(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenActorHasLoggedOutThenChangesNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account target = staff.make(Role.EMPLOYEE);
        PortalSession session = staff.session(staff.make(Role.ADMINISTRATOR));
        StepUp open = staff.stepUp(session);
        portal.get(Login.class).logOut(session, TestPortal.SOURCE, portal.now());

        for (AdministrativeAct act : Staff.acts()) {
            if (act != AdministrativeAct.ENABLE) {
                assertThatThrownBy(() -> staff.attempt(open, act, target))
                        .as("%s", act)
                        .isInstanceOf(StaleSessionException.class);
            }
        }
        assertThatThrownBy(
                        () ->
                                portal.get(Extensions.class)
                                        .add(
                                                session,
                                                new ExtensionForm("777001", "Mallory", ""),
                                                TestPortal.SOURCE,
                                                portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThat(portal.get(Extensions.class).find("777001")).isEmpty();
        assertThat(staff.now(target)).isEqualTo(target);
    }

    /// Neither waits for the other for ever, and one of them is the first.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void superAdministratorsWhenDemotingEachOtherAtOnceThenOneIsLeft(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        for (int round = 0; round < ROUNDS; round++) {
            Account one = staff.make(Role.SUPER_ADMINISTRATOR);
            Account two = staff.make(Role.SUPER_ADMINISTRATOR);
            StepUp byOne = staff.stepUp(one);
            StepUp byTwo = staff.stepUp(two);

            List<Object> results =
                    AtOnce.run(
                            () -> staff.attempt(byOne, AdministrativeAct.CHANGE_ROLE, two),
                            () -> staff.attempt(byTwo, AdministrativeAct.CHANGE_ROLE, one));

            assertThat(List.of(staff.now(one).role(), staff.now(two).role()))
                    .as("%s", results)
                    .containsExactlyInAnyOrder(Role.SUPER_ADMINISTRATOR, Role.EMPLOYEE);
        }
    }

    /// Each steps down by themselves, all at the same moment.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void superAdministratorsWhenAllStepDownAtOnceThenOneIsLeft(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Staff staff = Staff.of(portal);
            List<StepUp> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Account one = staff.make(Role.SUPER_ADMINISTRATOR);
                staff.maker().set(one, "last_login_at = 1");
                all.add(staff.stepUp(one));
            }
            portal.jdbc()
                    .sql("update account set status = 'DISABLED' where username = 'admin'")
                    .update();

            List<Object> results =
                    AtOnce.run(all.size(), number -> stepDown(staff, all.get(number)));

            assertThat(portal.get(Accounts.class).withRole(Role.SUPER_ADMINISTRATOR))
                    .filteredOn(account -> account.status() == Status.ACTIVE)
                    .as("%s", results)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(new Saving.Refused(Why.LAST_SUPER_ADMINISTRATOR)::equals)
                    .hasSize(1);
        }
    }

    /// Whoever was invited and never came may never come: nobody would be left.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void superAdministratorWhenTheOthersHaveNeverLoggedInThenStays(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Staff staff = Staff.of(portal);
            Account one = staff.make(Role.SUPER_ADMINISTRATOR);
            Account other = staff.make(Role.SUPER_ADMINISTRATOR);
            StepUp by = staff.stepUp(one);

            assertThat(stepDown(staff, by))
                    .isEqualTo(new Saving.Refused(Why.LAST_SUPER_ADMINISTRATOR));
            assertThat(staff.attempt(by, AdministrativeAct.CHANGE_ROLE, other)).isEmpty();
            staff.save(by, other, staff.change(other, null, null, Role.SUPER_ADMINISTRATOR));
            staff.maker().set(other, "last_login_at = 1");

            assertThat(stepDown(staff, by)).isInstanceOf(Saving.Saved.class);
        }
    }

    private static Saving stepDown(Staff staff, StepUp by) {
        Account own = staff.portal().get(Accounts.class).get(by.account()).orElseThrow();
        return staff.save(by, own, staff.change(own, null, null, Role.EMPLOYEE));
    }
}
