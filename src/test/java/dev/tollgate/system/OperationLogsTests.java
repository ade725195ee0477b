package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditExport;
import dev.tollgate.audit.AuditRetention;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may take the record away, and say how long it is kept.
class OperationLogsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keepWhenTheStepUpIsForSomethingElseThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        StepUp other = StepUp.issue(user.logIn(), Purpose.MANAGE_EXTENSION, portal.now());
        int before = portal.get(AuditRetention.class).days();

        assertThatThrownBy(
                        () ->
                                portal.get(OperationLogs.class)
                                        .keep(
                                                other,
                                                before + 1,
                                                version(portal),
                                                user.source,
                                                portal.now()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(portal.get(AuditRetention.class).days()).isEqualTo(before);
        assertThat(user.audited("RETENTION_CHANGED")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keepWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        int days = portal.get(AuditRetention.class).days();
        for (Role role : Role.values()) {
            TestUser user = TestUser.create(portal);
            user.set("role = '" + role + "'");
            StepUp stepUp = StepUp.issue(user.logIn(), Purpose.CHANGE_PORTAL, portal.now());

            Administered<Boolean> outcome =
                    portal.get(OperationLogs.class)
                            .keep(stepUp, days, version(portal), user.source, portal.now());

            boolean may = role.has(Permission.CHANGE_RETENTION);
            assertThat(outcome instanceof Administered.Done<?>).as("%s", role).isEqualTo(may);
            assertThat(user.audited("ADMINISTRATION_REFUSED")).isEqualTo(may ? 0 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keepWhenSomebodySavedFirstThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        StepUp stepUp = StepUp.issue(user.logIn(), Purpose.CHANGE_PORTAL, portal.now());
        OperationLogs logs = portal.get(OperationLogs.class);
        int days = portal.get(AuditRetention.class).days();
        int version = version(portal);

        assertThat(logs.keep(stepUp, days, version, user.source, portal.now()))
                .isEqualTo(new Administered.Done<>(true));
        assertThat(logs.keep(stepUp, days + 1, version, user.source, portal.now()))
                .isEqualTo(new Administered.Done<>(false));

        assertThat(portal.get(AuditRetention.class).days()).isEqualTo(days);
        assertThat(user.audited("RETENTION_CHANGED")).isEqualTo(1);
    }

    private static int version(TestPortal portal) {
        return portal.get(FormVersions.class).of(FormVersions.Form.RETENTION);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (Role role : Role.values()) {
            TestUser user = TestUser.create(portal);
            user.set("role = '" + role + "'");

            Administered<Boolean> outcome =
                    portal.get(OperationLogs.class)
                            .export(
                                    user.logIn(),
                                    AuditExport.Format.CSV,
                                    "",
                                    user.source,
                                    portal.now());

            boolean may = role.has(Permission.SEE_LOGS);
            assertThat(outcome instanceof Administered.Done<?>).as("%s", role).isEqualTo(may);
            assertThat(user.audited("LOGS_EXPORTED")).isEqualTo(may ? 1 : 0);
            assertThat(user.audited("ADMINISTRATION_REFUSED")).isEqualTo(may ? 0 : 1);
        }
    }
}
