package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.policy.TestPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The extension pages over HTTP: what an administrator does there, and that nobody else can.
class ExtensionPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String CHOSEN = "seven green ducks fly";
    private static final Pattern ONE_TIME =
            Pattern.compile("<code class=\"one-time\">([a-z0-9-]+)</code>");

    @Test
    void administratorWhenUntickingTheBoxThenUserLogsInWithPasswordAlone() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        Browser user = user(portal, admin, "1001");
        portal.turnOn(user, CHOSEN);
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = admin.post("/extensions/1001/security", "reason", "lost phone");
        assertThat(asked.body()).contains("lost phone").contains("type=\"password\"");
        Answer wrong =
                admin.post(
                        "/extensions/1001/security",
                        "reason",
                        "lost phone",
                        "password",
                        "not the password");
        assertThat(wrong.body()).contains("lost phone");
        assertThat(logIn(portal, "1001", CHOSEN).location()).isEqualTo("/login/code");

        Answer saved =
                admin.post(
                        "/extensions/1001/security",
                        "reason",
                        "lost phone",
                        "password",
                        WebPortal.PASSWORD);
        assertThat(saved.location()).isEqualTo("/extensions/1001/security?edited");
        assertThat(admin.follow(saved).body()).contains("Edited successfully.");
        assertThat(logIn(portal, "1001", CHOSEN).location()).isEqualTo("/");
    }

    @Test
    void administratorWhenBoxIsTickedOrOffThenNothingIsTurnedOn() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        user(portal, admin, "1002");
        Snapshot before = portal.snapshot();

        admin.post("/extensions/1002/security", "twoFactor", "on", "reason", "");
        admin.post("/extensions/1002/security", "reason", "");

        assertThat(portal.snapshot()).isEqualTo(before);
    }

    @Test
    void employeeWhenAskingForAdministrationThenForbiddenAndNothingChanges() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        Browser employee = user(portal, admin, "1003");
        user(portal, admin, "1004");
        Snapshot before = portal.snapshot();

        for (String path :
                List.of(
                        "/extensions",
                        "/extensions/add",
                        "/extensions/1003",
                        "/extensions/1004/security")) {
            assertThat(employee.get(path).status()).as(path).isEqualTo(403);
        }
        for (String path :
                List.of(
                        "/extensions/add",
                        "/extensions/1004",
                        "/extensions/1004/security",
                        "/extensions/1003/letter")) {
            Answer answer =
                    employee.post(
                            path,
                            "number",
                            "1005",
                            "name",
                            "Mallory",
                            "role",
                            "SUPER_ADMINISTRATOR",
                            "password",
                            CHOSEN);
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
        assertThat(portal.snapshot()).isEqualTo(before);
        assertThat(employee.get("/").body()).doesNotContain("Extension and Trunk");
    }

    @Test
    void administratorWhenLetterIsMadeThenOldPasswordEndsAndSecondFactorStays() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        Browser user = user(portal, admin, "1006");
        TotpSecret secret = portal.turnOn(user, CHOSEN);

        Answer letter = admin.post("/extensions/1006/letter");
        String password = letter.find(ONE_TIME).orElseThrow();

        assertThat(logIn(portal, "1006", CHOSEN).status()).isEqualTo(401);
        Browser again = portal.browser();
        Answer first = again.post("/login", "username", "1006", "password", password);
        assertThat(first.location()).isEqualTo("/login/code");
        again.post("/login/code", "code", portal.nextCode(secret));
        assertThat(again.get("/account/security").location()).isEqualTo("/account/password");
    }

    @Test
    void userWhenTypingTheIssuedPasswordAgainAndAgainThenHasToWait() {
        WebPortal portal = PORTALS.sqlite();
        Answer letter =
                portal.loggedIn()
                        .post("/extensions/add", "number", "1010", "name", "Ana", "email", "");
        String password = letter.find(ONE_TIME).orElseThrow();
        Browser user = portal.browser();
        user.post("/login", "username", "1010", "password", password);

        for (int i = 0; i < 5; i++) {
            Answer same = choose(user, password);
            assertThat(same.status()).isEqualTo(422);
            assertThat(same.body()).contains("The new password is the same as the current one.");
        }
        Answer waits = choose(user, password);
        assertThat(waits.status()).isEqualTo(429);
        assertThat(waits.body()).containsPattern("id=\"newPassword-error\"[^§]*Try again in 0:15");
        portal.clock.advance(Duration.ofSeconds(15));
        assertThat(choose(user, CHOSEN).location()).isEqualTo("/?edited");
    }

    @Test
    void listWhenSearchedThenShowsWhatMatchesAndKeepsTheFilter() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        assertThat(admin.get("/extensions").body()).contains("No extensions yet");
        user(portal, admin, "1007");

        assertThat(admin.get("/extensions?search=100").body()).contains("/extensions/1007");
        assertThat(admin.get("/extensions?search=%3Cscript%3E").body())
                .contains("Nothing matches.")
                .doesNotContain("<script>");
        assertThat(admin.get("/extensions?twoFactor=ON").body())
                .doesNotContain("/extensions/1007\"");
        assertThat(admin.get("/extensions/9999").status()).isEqualTo(404);
    }

    /// The method where it is on, and where it is off whether that has to change.
    @Test
    void listWhenTwoFactorIsDemandedThenShowsTheMethodAndWhoMustEnrol() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        portal.turnOn(user(portal, admin, "1008"), CHOSEN);
        user(portal, admin, "1009");
        assertThat(state(admin, "1008")).isEqualTo("Authenticator");
        assertThat(state(admin, "1009")).isEqualTo("Off");

        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.EMPLOYEE), null));

        assertThat(state(admin, "1008")).isEqualTo("Authenticator");
        assertThat(state(admin, "1009")).isEqualTo("Must enrol");
        assertThat(admin.get("/extensions?twoFactor=MUST_ENROL&status=OPEN").words())
                .contains("1009")
                .doesNotContain("1008");
        assertThat(admin.get("/extensions?twoFactor=AUTHENTICATOR").words())
                .contains("1008")
                .doesNotContain("1009");
        assertThat(admin.get("/extensions/1009/security").words()).contains("Must enrol");
        TestPolicy.forget(portal::get);
    }

    @Test
    void mobileWhenSavedThenShownAndRefusedWhereItIsNoNumber() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        user(portal, admin, "1011");
        String version = portal.version("1011");
        String[] form = {"name", "Ana Silva", "mobile", "+351 910 000-001", "version", version};

        assertThat(admin.post("/extensions/1011", form).location())
                .isEqualTo("/extensions/1011?edited");
        assertThat(admin.get("/extensions/1011").body()).contains("value=\"+351 910 000-001\"");
        assertThat(
                        portal.jdbc()
                                .sql("select reason from audit where kind = 'EXTENSION_CHANGED'")
                                .query(String.class)
                                .list())
                .containsExactly("1011");
        Answer wrong =
                admin.post(
                        "/extensions/1011",
                        "name",
                        "Ana",
                        "mobile",
                        "<at home>",
                        "version",
                        portal.version("1011"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"mobile-error\"");
    }

    /// Why, and how it was checked who asked, stand in the record of the act.
    @Test
    void turnOffWhenCheckedWhoAskedThenThatIsOnRecord() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        portal.turnOn(user(portal, admin, "1012"), CHOSEN);

        Answer off =
                admin.post(
                        "/extensions/1012/security",
                        "reason",
                        "lost phone",
                        "checked",
                        "rang 1012 back");

        assertThat(off.location()).isEqualTo("/extensions/1012/security?edited");
        assertThat(
                        portal.jdbc()
                                .sql("select reason from audit where kind = 'TWO_FACTOR_RESET'")
                                .query(String.class)
                                .list())
                .containsExactly("lost phone (checked: rang 1012 back)");
    }

    /// What is true of a login afterwards, here too.
    @Test
    void lostPhoneWhenTwoFactorIsMandatoryThenSaysThatItIsSetUpAgain() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        portal.turnOn(user(portal, admin, "1014"), CHOSEN);
        String address = "/extensions/1014/lost-phone";

        assertThat(admin.get(address).words()).contains("The password alone logs in then");
        assertThat(admin.get("/security/settings/roll-out/handout").words())
                .doesNotContain("prove that it is you");
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        assertThat(admin.get(address).words())
                .contains("It is set up again at the next login.")
                .doesNotContain("The password alone");
        assertThat(admin.get("/security/settings/roll-out/handout").words())
                .contains("Where you are asked to prove that it is you");
        TestPolicy.forget(portal::get);
    }

    /// Whoever saves second is told who was first, and when.
    @Test
    void saveWhenSomebodyElseSavedFirstThenSaysWhoAndWhen() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        user(portal, admin, "1010");
        Browser lee = portal.browser();
        Account other = portal.staff().make(Role.SUPER_ADMINISTRATOR, portal.clock.instant());
        lee.post("/login", "username", other.username(), "password", TestStaff.PASSWORD);
        String version = portal.version("1010");
        Instant first = portal.clock.instant();
        lee.post("/extensions/1010", "name", "Ana Lee", "email", "", "version", version);
        portal.clock.advance(Duration.ofMinutes(2));

        Answer late =
                admin.post("/extensions/1010", "name", "Anna", "email", "", "version", version);

        assertThat(late.status()).isEqualTo(422);
        String clock = first.atZone(ZoneOffset.UTC).toLocalTime().toString().substring(0, 5);
        assertThat(late.words())
                .contains(
                        other.username()
                                + " Ana Silva changed this extension at "
                                + clock
                                + ". Your changes are below; compare and save again.");
    }

    /// Two values are no answer, and none of them is the empty one that removes what there was.
    @Test
    void fieldWhenTwiceThenTheWholeRequestIsRefused() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        user(portal, admin, "1013");
        String[] form = {"name", "Ana", "name", "Bo", "version", portal.version("1013")};
        Snapshot before = portal.snapshot();

        assertThat(admin.post("/extensions/1013", form).status()).isEqualTo(400);
        assertThat(admin.post("/extensions/1013?name=Ana", Arrays.copyOfRange(form, 2, 6)).status())
                .isEqualTo(400);
        assertThat(admin.get("/extensions?role=OPERATOR&role=EMPLOYEE").status()).isEqualTo(400);
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    private static String state(Browser admin, String number) {
        Pattern badge =
                Pattern.compile("class=\"state [a-z]+\">.*?<span>([^<]+)</span>", Pattern.DOTALL);
        return admin.get("/extensions?search=" + number).find(badge).orElseThrow();
    }

    /// Adds an extension whose user has logged in and chosen a password.
    private static Browser user(WebPortal portal, Browser admin, String number) {
        Answer letter =
                admin.post("/extensions/add", "number", number, "name", "Ana Silva", "email", "");
        String password = letter.find(ONE_TIME).orElseThrow();
        Browser user = portal.browser();
        Answer first = user.post("/login", "username", number, "password", password);
        assertThat(first.location()).isEqualTo("/");
        assertThat(user.get("/").location()).isEqualTo("/account/password");
        assertThat(choose(user, CHOSEN).location()).isEqualTo("/?edited");
        return user;
    }

    private static Answer choose(Browser user, String password) {
        return user.post("/account/password", "newPassword", password, "confirmPassword", password);
    }

    private static Answer logIn(WebPortal portal, String number, String password) {
        return portal.browser().post("/login", "username", number, "password", password);
    }
}
