package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The first morning: an office of 300 behind one address.
class MondayTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final int EXTENSIONS = 300;
    private static final int COME = 280;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenAnOfficeComesInTenMinutesAndEveryThirdMistypesThenNobodyIsSlowed(
            TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source office = new Source("198.51.100.200", "Firefox/140 Windows");
        List<Account> staff = staff(portal);
        Instant start = portal.now();

        for (int i = 0; i < COME; i++) {
            long millis = Duration.ofMinutes(10).toMillis() * i / COME;
            portal.clock.pin(start.plusMillis(millis));
            Account who = staff.get(i);
            if (i % 3 == 0) {
                assertThat(logIn(portal, who, "seven green duks fly", office))
                        .as("slip of %d", i)
                        .isInstanceOf(PasswordOutcome.Refused.class);
            }
            assertThat(logIn(portal, who, TestStaff.PASSWORD, office))
                    .as("login of %d", i)
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    /// The day after, each has mistyped before any of them is in.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenAllMistypeFirstOnTheDayAfterThenNobodyIsSlowed(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Source office = new Source("198.51.100.201", "Firefox/140 Windows");
        List<Account> staff = staff(portal).subList(0, 100);
        staff.forEach(who -> logIn(portal, who, TestStaff.PASSWORD, office));
        portal.clock.advance(Duration.ofDays(1));

        staff.forEach(
                who ->
                        assertThat(logIn(portal, who, "seven green duks fly", office))
                                .isInstanceOf(PasswordOutcome.Refused.class));
        staff.forEach(
                who ->
                        assertThat(logIn(portal, who, TestStaff.PASSWORD, office))
                                .isInstanceOf(PasswordOutcome.SignedIn.class));
    }

    private static List<Account> staff(TestPortal portal) {
        TestStaff staff =
                new TestStaff(
                        portal.get(Accounts.class),
                        portal.get(Transactions.class),
                        portal.get(JdbcClient.class));
        return Stream.generate(() -> staff.make(Role.EMPLOYEE, portal.now()))
                .limit(EXTENSIONS)
                .toList();
    }

    private static PasswordOutcome logIn(
            TestPortal portal, Account who, String password, Source office) {
        return portal.get(Login.class)
                .withPassword(
                        who.username(),
                        Secret.of(password),
                        "/",
                        new TestJar(),
                        office,
                        portal.now());
    }
}
