package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.storage.Transactions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An administrator gives another address to somebody who gets codes by mail.
class EndOfMailedCodesTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheAddressChangesThenMailedCodesEndAndBothAddressesHearOfIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = mailed(portal, staff);
        logIn(staff, user);
        assertThat(rows(portal, "email_code", user)).isEqualTo(1);

        save(staff, user, "new" + user.email());

        assertThat(portal.get(SecondFactors.class).of(user.id())).isEmpty();
        assertThat(portal.get(RecoveryCodes.class).state(user.id())).isEmpty();
        assertThat(rows(portal, "email_code", user)).isZero();
        assertThat(rows(portal, "mail", user)).isZero();
        assertThat(staff.notices(user)).containsExactly(NoticeKind.EMAIL_CHANGED_CODES_ENDED);
        assertThat(
                        portal.jdbc()
                                .sql("select address from notice where account_id = :id")
                                .param("id", user.id().text())
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactlyInAnyOrder("", user.email());
        assertThat(staff.events(user))
                .extracting(AuditEvent::kind)
                .contains(AuditEvent.Kind.EMAIL_CHANGED, AuditEvent.Kind.TWO_FACTOR_RESET);
        assertThat(logIn(staff, user)).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "same"})
    void saveWhenTheAddressGoesOrStaysThenEndsOrStays(String wanted) {
        TestPortal portal = PORTALS.of(TestStore.SQLITE);
        Staff staff = Staff.of(portal);
        Account user = mailed(portal, staff);

        save(staff, user, wanted.isEmpty() ? "" : user.email());

        assertThat(portal.get(SecondFactors.class).of(user.id()).isPresent())
                .isEqualTo(!wanted.isEmpty());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTheMethodIsAnAuthenticatorThenItStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        turnOn(portal, user, Method.AUTHENTICATOR);

        save(staff, user, "new" + user.email());

        assertThat(portal.get(SecondFactors.class).of(user.id())).isPresent();
        assertThat(staff.notices(user)).containsExactly(NoticeKind.EMAIL_CHANGED);
    }

    private static void save(Staff staff, Account user, String email) {
        Account administrator = staff.make(Role.SUPER_ADMINISTRATOR);
        Saving saving =
                staff.save(
                        staff.stepUp(administrator), user, staff.change(user, null, email, null));
        assertThat(saving).isInstanceOf(Saving.Saved.class);
    }

    private static Account mailed(TestPortal portal, Staff staff) {
        Account user = staff.make(Role.EMPLOYEE);
        turnOn(portal, user, Method.EMAIL);
        return user;
    }

    private static void turnOn(TestPortal portal, Account user, Method method) {
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.get(SecondFactors.class).turnOn(user.id(), method, portal.now());
                            portal.get(RecoveryCodes.class).make(user.id(), portal.now());
                        });
    }

    private static PasswordOutcome logIn(Staff staff, Account user) {
        return staff.logIn(user, Secret.of(TestStaff.PASSWORD));
    }

    private static long rows(TestPortal portal, String table, Account user) {
        return portal.jdbc()
                .sql("select count(*) from " + table + " where account_id = :id")
                .param("id", user.id().text())
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
