package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.policy.TestPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// PO-1 and PO-2 over HTTP: where a second factor is mandatory and missing, setting it up is all
/// that is open, whatever way leads into the portal; who has one notices nothing.
@ParameterizedClass
@EnumSource(TestStore.class)
class MandatorySetUpTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String SET_UP = "/account/security";

    /// What answers a session whose second factor is due, by its beginning.
    private static final List<String> OPEN =
            List.of(
                    "/account/security/confirm",
                    "/account/security/method",
                    "/account/security/authenticator/",
                    "/account/security/email",
                    // nothing is to be proven: leads on to the set-up
                    "/account/proof");

    @Parameter TestStore store;

    private WebPortal portal;
    private TestStaff staff;

    @BeforeEach
    void open() {
        portal = PORTALS.of(store);
        staff = portal.staff();
    }

    @Test
    void sessionWhenOpenedBeforeThePolicyThenSetUpIsTheOnlyPageFromTheNextRequestOn() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Browser browser = logIn(user);
        Browser secondTab = browser.copy();
        WebPortal.expect(browser.get("/account/password"), 200);

        save(portal.loggedIn(), "mandatory-EMPLOYEE", "true");

        for (Browser tab : List.of(browser, secondTab)) {
            assertThat(tab.get("/").location()).isEqualTo(SET_UP);
            Answer page = tab.get(SET_UP);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.words())
                    .contains("Your administrator requires this.")
                    .contains("Log out")
                    .doesNotContain("Sessions")
                    .doesNotContain("Change Password");
        }
    }

    /// AP-11: a parameter in the address skipped the set-up that was due.
    ///
    /// Also with a token of its own forms: it is not that which closes.
    @Test
    void routeWhenTheSecondFactorIsDueThenLeadsToSetUpOrIsForbidden() {
        Account administrator = staff.make(Role.ADMINISTRATOR, portal.clock.instant());
        Browser browser = logIn(administrator);
        browser.get("/account/security");
        mandatory(Set.of(Role.ADMINISTRATOR), null);
        Snapshot before = portal.snapshot();

        for (String path : Routes.of(portal).paths("A".repeat(43), "1")) {
            if (path.startsWith("/login") || path.startsWith("/setup") || isOpen(path)) {
                continue;
            }
            if (!Routes.isPublic("GET", path)) {
                Answer read = browser.get(path);
                assertThat(read.location()).as("GET " + path).isEqualTo(SET_UP);
            }
            if (!Routes.isPublic("POST", path)) {
                assertThat(browser.post(path).status()).as("POST " + path).isIn(403, 405);
                Answer json =
                        browser.send(
                                browser.request(path)
                                        .header("Content-Type", "application/json")
                                        .header("Accept", "application/json")
                                        .PUT(
                                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                                        "{}")));
                assertThat(json.status()).as("PUT " + path).isIn(403, 405);
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void setUpWhenDoneThenEverythingOpensAndTheNextLoginAsksForACode() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        mandatory(Set.of(Role.EMPLOYEE), null);
        Browser browser = logIn(user);
        assertThat(browser.get("/account/password").location()).isEqualTo(SET_UP);

        portal.turnOn(browser, TestStaff.PASSWORD);

        WebPortal.expect(browser.get("/"), 200);
        WebPortal.expect(browser.get("/account/password"), 200);
        Browser again = portal.browser();
        Answer password =
                again.post("/login", "username", user.username(), "password", TestStaff.PASSWORD);
        assertThat(password.location()).isEqualTo("/login/code");
    }

    @Test
    void logOutWhenTheSecondFactorIsDueThenIsOpen() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        mandatory(Set.of(Role.EMPLOYEE), null);
        Browser browser = logIn(user);
        browser.get(SET_UP);

        assertThat(browser.post("/logout").location()).startsWith("/login");
        assertThat(browser.get(SET_UP).location()).startsWith("/login");
    }

    @Test
    void enrolledUserWhenItBecomesMandatoryThenNoticesNothingButCannotTurnItOff() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null);

        WebPortal.expect(browser.get("/"), 200);
        assertThat(browser.get(SET_UP).body())
                .containsPattern("id=\"two-factor\" checked(=\"checked\")? disabled")
                .contains("Your administrator requires this.");
        assertThat(browser.get(SET_UP + "?confirm=turn-off").location()).isEqualTo(SET_UP);
        Answer confirmed = portal.confirm(browser, "turn-off", "", portal.nextCode(secret));
        assertThat(confirmed.location()).isEqualTo(SET_UP);
        browser.post(SET_UP + "/turn-off");
        assertThat(rows("second_factor")).isEqualTo(1);
    }

    @Test
    void enrolledUserWhenItIsMandatoryNoMoreThenStaysEnrolled() {
        mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null);
        TotpSecret secret = portal.turnOn(portal.loggedIn());

        mandatory(Set.of(), null);

        WebPortal.expect(portal.loggedIn(secret).get("/"), 200);
        assertThat(rows("second_factor")).isEqualTo(1);
    }

    /// Confirmed while it was voluntary, posted when it no longer is.
    @Test
    void turningOffWhenConfirmedBeforeThePolicyThenDoesNothing() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        Answer confirmed = portal.confirm(browser, "turn-off", "", portal.nextCode(secret));
        assertThat(confirmed.location()).isEqualTo(SET_UP + "?step=turn-off");
        mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null);

        Answer answer = browser.post(SET_UP + "/turn-off");

        assertThat(answer.location()).isEqualTo(SET_UP);
        assertThat(rows("second_factor")).isEqualTo(1);
        mandatory(Set.of(), null);
        assertThat(browser.post(SET_UP + "/turn-off").location()).isEqualTo(SET_UP + "?edited");
        assertThat(rows("second_factor")).isZero();
    }

    @Test
    void lastAuthenticatorWhenRemovedUnderPolicyThenStays() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        mandatory(Set.of(Role.SUPER_ADMINISTRATOR), null);
        String id =
                portal.jdbc()
                        .sql("select id from totp")
                        .query((row, _) -> row.getString(1))
                        .single();

        portal.confirm(browser, "remove", id, portal.nextCode(secret));
        browser.post(SET_UP + "/authenticators/" + id + "/remove");

        assertThat(rows("totp")).isEqualTo(1);
        assertThat(rows("second_factor")).isEqualTo(1);
    }

    @Test
    void superAdministratorWhenAloneAndNotEnrolledThenIsLedToSetUpAndComesBack() {
        Browser admin = portal.loggedIn();

        assertThat(save(admin, "mandatoryAll", "true").location())
                .isEqualTo("/security/settings?edited");

        assertThat(admin.get("/security/settings?edited").location()).isEqualTo(SET_UP);
        portal.turnOn(admin);
        WebPortal.expect(admin.get("/security/settings"), 200);
    }

    @Test
    void startDateWhenItComesThenSessionsThatAreOpenAreHeldToIt() {
        LocalDate tomorrow =
                portal.clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
        mandatory(Set.of(Role.EMPLOYEE), tomorrow);
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Duration left =
                Duration.between(
                        portal.clock.instant(), tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
        portal.clock.advance(left.minusSeconds(1));
        Browser browser = logIn(user);
        WebPortal.expect(browser.get("/"), 200);

        portal.clock.advance(Duration.ofSeconds(1));

        assertThat(browser.get("/").location()).isEqualTo(SET_UP);
    }

    @Test
    void roleWhenItCrossesThePolicyThenTheNextLoginIsHeldToTheNewOne() {
        mandatory(Set.of(Role.OPERATOR), null);
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        WebPortal.expect(logIn(user).get("/"), 200);

        role(user, "OPERATOR");
        assertThat(logIn(user).get("/").location()).isEqualTo(SET_UP);
        role(user, "EMPLOYEE");
        WebPortal.expect(logIn(user).get("/"), 200);
    }

    /// The half-session is of somebody enrolled: the code opens the whole portal.
    @Test
    void loginWhenBetweenPasswordAndCodeAsThePolicyIsSavedThenGoesOn() {
        Browser admin = portal.loggedIn();
        TotpSecret secret = portal.turnOn(admin);
        Browser half = portal.afterPassword();

        save(admin, "mandatoryAll", "true");

        WebPortal.expect(half.post("/login/code", "code", portal.nextCode(secret)), 302);
        WebPortal.expect(half.get("/"), 200);
    }

    @Test
    void resetWhenUnderPolicyThenTheUserIsLedToSetUpAgain() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.turnOn(logIn(user), TestStaff.PASSWORD);
        mandatory(Set.of(Role.EMPLOYEE), null);
        Browser admin = portal.loggedIn();
        String page = "/extensions/" + user.username() + "/security";
        assertThat(admin.get(page).body()).contains("again at the next login");

        assertThat(admin.post(page, "reason", "lost").location()).endsWith("?edited");

        Browser browser = logIn(user);
        assertThat(browser.get("/").location()).isEqualTo(SET_UP);
        portal.turnOn(browser, TestStaff.PASSWORD);
        WebPortal.expect(browser.get("/"), 200);
    }

    private static boolean isOpen(String path) {
        return path.equals(SET_UP) || OPEN.stream().anyMatch(path::startsWith);
    }

    private void role(Account user, String role) {
        Answer answer =
                portal.loggedIn()
                        .post(
                                "/extensions/" + user.username(),
                                "role",
                                role,
                                "version",
                                portal.version(user.username()));
        assertThat(answer.location()).endsWith("?edited");
    }

    private Answer save(Browser admin, String... fields) {
        String[] all = Browser.with(fields, "idleMinutes", "15");
        all = Browser.with(all, "administratorTrustDays", "0");
        all = Browser.with(all, "userTrustDays", "30");
        all = Browser.with(all, "administratorMethods-AUTHENTICATOR", "true");
        all = Browser.with(all, "userMethods-AUTHENTICATOR", "true");
        return admin.post("/security/settings", Browser.with(all, "version", "0"));
    }

    private void mandatory(Set<Role> roles, LocalDate from) {
        TestPolicy.set(portal::get, TestPolicy.mandatory(roles, from));
    }

    private long rows(String table) {
        return portal.jdbc()
                .sql("select count(*) from " + table)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private Browser logIn(Account account) {
        Browser browser = portal.browser();
        WebPortal.expect(
                browser.post(
                        "/login", "username", account.username(), "password", TestStaff.PASSWORD),
                302);
        return browser;
    }
}
