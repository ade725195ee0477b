package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.session.Administration;
import dev.tollgate.session.AdministrativeAct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The roles over HTTP: which address answers whom, what the pages offer, and what a lower rank
/// posts all the same.
class RolePagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    /// Where each act is posted to, and with what.
    private static final Map<AdministrativeAct, List<String>> POSTS =
            Map.ofEntries(
                    Map.entry(AdministrativeAct.RENAME, List.of("", "name", "Other")),
                    Map.entry(AdministrativeAct.CHANGE_EMAIL, List.of("", "email", "")),
                    Map.entry(AdministrativeAct.CHANGE_ROLE, List.of("", "role", "")),
                    Map.entry(
                            AdministrativeAct.CHANGE_PORTAL_ACCESS,
                            List.of("", "status", "ACTIVE")),
                    Map.entry(AdministrativeAct.DISABLE, List.of("/disable")),
                    Map.entry(
                            AdministrativeAct.ENABLE,
                            List.of("", "status", "ACTIVE", "portalAccess", "true")),
                    Map.entry(AdministrativeAct.DELETE, List.of("/delete")),
                    Map.entry(
                            AdministrativeAct.TURN_OFF_TWO_FACTOR,
                            List.of("/lost-phone", "turnOff", "true")),
                    Map.entry(AdministrativeAct.ISSUE_PASSWORD, List.of("/letter")),
                    Map.entry(AdministrativeAct.INVITE, List.of("/invitation")),
                    Map.entry(AdministrativeAct.ISSUE_TEMPORARY_CODE, List.of("/temporary-code")),
                    Map.entry(AdministrativeAct.UNLOCK, List.of("/unlock")),
                    Map.entry(AdministrativeAct.LOG_OUT, List.of("/log-out")),
                    Map.entry(
                            AdministrativeAct.REMOVE_TRUSTED_DEVICES,
                            List.of("/trusted-devices/remove-all")));

    private WebPortal portal;
    private TestStaff staff;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        staff = portal.staff();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void actWhenPostedThenForbiddenToWhomTheMatrixForbidsIt(Role role) {
        Browser browser = browser(staff.make(role, portal.clock.instant()));
        for (Role targetRole : Role.values()) {
            for (AdministrativeAct act : AdministrativeAct.values()) {
                Account target = staff.make(targetRole, portal.clock.instant());
                if (act == AdministrativeAct.ENABLE) {
                    staff.disable(target);
                }
                Snapshot before = portal.snapshot().without("audit", "session");
                Answer answer = post(browser, act, target);
                boolean forbidden =
                        Administration.refusal(role, targetRole, act, false).isPresent();
                String what = "%s posts %s at %s".formatted(role, act, targetRole);
                assertThat(answer.status() == 403).as(what).isEqualTo(forbidden);
                assertThat(answer.status()).as(what).isIn(200, 302, 403);
                if (forbidden) {
                    Snapshot after = portal.snapshot().without("audit", "session");
                    assertThat(after.changesSince(before)).as(what).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void menuWhenShownThenHoldsWhatTheRoleMayUse(Role role) {
        Browser browser = browser(staff.make(role, portal.clock.instant()));
        String start = browser.get("/").body();

        assertThat(start.contains("Dashboard")).isEqualTo(role.isAdministrator());
        assertThat(start.contains("href=\"/extensions\"")).isEqualTo(role != Role.EMPLOYEE);
        assertThat(browser.get("/extensions").status())
                .isEqualTo(role == Role.EMPLOYEE ? 403 : 200);
        assertThat(browser.get("/roles").status())
                .isEqualTo(role == Role.SUPER_ADMINISTRATOR ? 200 : 403);
    }

    /// Written out here, not read from the rules: whom each address is open to, and what it answers
    /// them: 405 where it is only posted to.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /security/settings             | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /security/rules                | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /security/rules/allowed        | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /security/rules/allowed/add    | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /security/rules/allowed/x/remove | 404 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /security/rules/blocked/delete | 404 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /roles                         | 200 | SUPER_ADMINISTRATOR
                    /settings/preferences          | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /settings/preferences/key      | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /system/email                  | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /system/events                 | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /system/events/sample          | 405 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /maintenance/operation-logs    | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /maintenance/operation-logs/retention | 404 | SUPER_ADMINISTRATOR ADMINISTRATOR
                    /maintenance/operation-logs/no | 404 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions                    | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR HUMAN_RESOURCE
                    /extensions/%s                 | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR HUMAN_RESOURCE
                    /extensions/%s/letter          | 405 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR HUMAN_RESOURCE
                    /extensions/%s/invitation      | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR HUMAN_RESOURCE
                    /extensions/%s/temporary-code  | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions/%s/lost-phone      | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions/%s/log-out         | 405 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions/%s/unlock          | 405 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions/%s/trusted-devices/remove-all | 405 | SUPER_ADMINISTRATOR ADMINISTRATOR OPERATOR
                    /extensions/%s/disable         | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR HUMAN_RESOURCE
                    /extensions/%s/delete          | 200 | SUPER_ADMINISTRATOR ADMINISTRATOR HUMAN_RESOURCE
                    """)
    void addressWhenOpenedThenAnswersWhomItIsOpenTo(String address, int answer, String roles) {
        Account target = staff.make(Role.EMPLOYEE, portal.clock.instant());
        for (Role role : Role.values()) {
            Browser browser = browser(staff.make(role, portal.clock.instant()));
            int status = browser.get(address.formatted(target.username())).status();
            boolean open = List.of(roles.split(" ")).contains(role.name());
            assertThat(status).as("%s for %s", address, role).isEqualTo(open ? answer : 403);
        }
    }

    @Test
    void rolesWhenShownThenCountsAccountsAndLeadsToThem() {
        staff.make(Role.OPERATOR, portal.clock.instant());
        String page = portal.loggedIn().get("/roles").body();

        assertThat(page)
                .contains("Human Resource")
                .contains("/extensions?role=OPERATOR")
                .contains("Turn off two-factor authentication for others");
    }

    @Test
    void pageWhenOfAHigherRankThenOffersNothing() {
        Browser operator = browser(staff.make(Role.OPERATOR, portal.clock.instant()));
        Account administrator = staff.make(Role.ADMINISTRATOR, portal.clock.instant());
        String page = operator.get("/extensions/" + administrator.username()).body();
        String security =
                operator.get("/extensions/" + administrator.username() + "/security").body();

        assertThat(page).contains("but not change it").doesNotContain("name=\"name\"");
        assertThat(security)
                .doesNotContain("/unlock\"")
                .doesNotContain("/letter\"")
                .doesNotContain("/lost-phone\"");
    }

    @Test
    void roleWhenForgedByAnAdministratorThenRefusedInWords() {
        Browser administrator = browser(staff.make(Role.ADMINISTRATOR, portal.clock.instant()));
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());

        Answer answer = save(administrator, user, "role", "SUPER_ADMINISTRATOR");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("You may give roles below your own only.");
        assertThat(reload(user)).isEqualTo(user);
    }

    @Test
    void saveWhenTheRoleWentMeanwhileThenTheOpenPageChangesNothing() {
        Account former = staff.make(Role.ADMINISTRATOR, portal.clock.instant());
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Browser browser = browser(former);
        browser.get("/extensions/" + user.username());
        save(portal.loggedIn(), former, "role", "EMPLOYEE");

        Answer answer = save(browser, user, "name", "Mallory");

        assertThat(answer.location()).startsWith("/login");
        assertThat(reload(former).role()).isEqualTo(Role.EMPLOYEE);
        assertThat(reload(user)).isEqualTo(user);
    }

    @Test
    void popUpWhenCancelledThenTheFormIsAsItWas() {
        Browser admin = portal.loggedIn();
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = save(admin, user, "email", "typed@example.com", "role", "OPERATOR");
        assertThat(asked.body()).contains("type=\"password\"").contains("typed@example.com");
        Answer cancelled =
                save(
                        admin,
                        user,
                        "email",
                        "typed@example.com",
                        "role",
                        "OPERATOR",
                        "cancel",
                        "true");

        assertThat(cancelled.body())
                .doesNotContain("type=\"password\"")
                .contains("typed@example.com")
                .contains("value=\"OPERATOR\" selected");
        Answer confirmed =
                save(
                        admin,
                        user,
                        "email",
                        "typed@example.com",
                        "role",
                        "OPERATOR",
                        "password",
                        WebPortal.PASSWORD);
        assertThat(confirmed.location()).endsWith("?edited");
        assertThat(reload(user).role()).isEqualTo(Role.OPERATOR);
        assertThat(reload(user).email()).isEqualTo("typed@example.com");
    }

    @Test
    void reasonWhenPopUpIsCancelledThenStillThere() {
        Browser admin = portal.loggedIn();
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.turnOn(browser(user), TestStaff.PASSWORD);
        portal.clock.advance(Duration.ofMinutes(6));
        String page = "/extensions/" + user.username() + "/security";

        Answer cancelled = admin.post(page, "reason", "Lost in a taxi", "cancel", "true");

        assertThat(cancelled.body())
                .contains("Lost in a taxi")
                .doesNotContain("type=\"password\"")
                .doesNotContainPattern("id=\"twoFactor\"[^>]*checked");
    }

    @Test
    void temporaryCodeWhenIssuedThenOpensOneLoginInTheFieldForRecoveryCodes() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.turnOn(browser(user), TestStaff.PASSWORD);
        Answer issued =
                portal.loggedIn().post("/extensions/" + user.username() + "/temporary-code");
        String code = issued.find(Pattern.compile(">([0-9A-Z]{5}-[0-9A-Z]{5})<")).orElseThrow();

        Browser phoneless = portal.browser();
        phoneless.post("/login", "username", user.username(), "password", TestStaff.PASSWORD);
        Answer in = phoneless.post("/login/recovery-code", "code", code);

        assertThat(in.location()).isEqualTo("/");
        assertThat(phoneless.get("/").status()).isEqualTo(200);
        assertThat(issued.headers().toString()).contains("no-store");
    }

    @Test
    void loginWhenWithoutPortalAccessOrDisabledThenAnsweredLikeAWrongPassword() {
        Account closed = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Account disabled = staff.make(Role.EMPLOYEE, portal.clock.instant());
        save(portal.loggedIn(), closed, "status", "ACTIVE");
        staff.disable(disabled);
        List<String> answers = new ArrayList<>();
        for (String name : List.of(closed.username(), disabled.username(), "nobody")) {
            Answer answer =
                    portal.browser()
                            .post("/login", "username", name, "password", TestStaff.PASSWORD);
            answers.add(answer.status() + " " + answer.words().replace(name, "NAME"));
        }

        assertThat(answers).allMatch(answers.getFirst()::equals);
        assertThat(reload(closed).portalAccess()).isFalse();
    }

    private Answer post(Browser browser, AdministrativeAct act, Account target) {
        List<String> post = POSTS.get(act);
        String path = post.getFirst();
        List<String> fields = new ArrayList<>(post.subList(1, post.size()));
        if (act == AdministrativeAct.CHANGE_ROLE) {
            fields.set(1, target.role() == Role.EMPLOYEE ? "OPERATOR" : "EMPLOYEE");
        }
        if (path.isEmpty()) {
            fields.addAll(List.of("version", portal.version(target.username())));
        }
        return browser.post(
                "/extensions/" + target.username() + path, fields.toArray(String[]::new));
    }

    private Answer save(Browser browser, Account target, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.addAll(List.of("version", portal.version(target.username())));
        return browser.post("/extensions/" + target.username(), all.toArray(String[]::new));
    }

    private Account reload(Account account) {
        return portal.get(Accounts.class).get(account.id()).orElseThrow();
    }

    private Browser browser(Account account) {
        Browser browser = portal.browser();
        WebPortal.expect(
                browser.post(
                        "/login", "username", account.username(), "password", TestStaff.PASSWORD),
                302);
        return browser;
    }
}
