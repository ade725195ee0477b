package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An administrator is one of the ways out of the hard stop.
class HardStopRescueTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret PASSWORD = Secret.of(TestStaff.PASSWORD);

    @ParameterizedTest
    @CsvSource({
        "SQLITE, UNLOCK",
        "SQLITE, TURN_OFF_TWO_FACTOR",
        "POSTGRES, UNLOCK",
        "POSTGRES, TURN_OFF_TWO_FACTOR"
    })
    void hardStopWhenAnAdministratorHelpsThenOver(TestStore store, AdministrativeAct act) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        portal.enrol(staff.session(user), PASSWORD);
        portal.get(Transactions.class).write(() -> plantHardStop(portal, user));
        assertThat(isStopped(portal, user)).isTrue();

        Account administrator = staff.make(Role.ADMINISTRATOR);
        assertThat(staff.attempt(staff.stepUp(administrator), act, user)).isEmpty();

        if (act == AdministrativeAct.TURN_OFF_TWO_FACTOR) {
            portal.enrol(staff.session(user), PASSWORD);
        }
        assertThat(isStopped(portal, user)).isFalse();
    }

    /// A hundred in a row, all of them this moment.
    private static void plantHardStop(TestPortal portal, Account user) {
        portal.jdbc()
                .sql(
                        """
                        insert into budget (kind, subject, in_row, level, not_before)
                        values ('SECOND_FACTOR', :id, 100, 0, 0)""")
                .param("id", user.id().text())
                .update();
        for (int i = 0; i < 100; i++) {
            portal.jdbc()
                    .sql(
                            """
                            insert into attempt (id, kind, subject, at, weight)
                            values (:row, 'SECOND_FACTOR', :id, :at, 1)""")
                    .param("row", i + " " + user.username())
                    .param("id", user.id().text())
                    .param("at", portal.now().toEpochMilli())
                    .update();
        }
    }

    private static boolean isStopped(TestPortal portal, Account user) {
        return portal.get(Throttle.class).codeStanding(user.id(), 1, portal.now()).stopped();
    }
}
