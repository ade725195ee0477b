package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.notice.TestMailbox;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.sealing.Sealer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// PO-2 over HTTP: while a session owes the proof, nothing but the page of the proof answers it.
class ProofPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PROOF = "/account/proof";
    private static final String SET_UP = "/account/security";
    private static final Pattern TEMPORARY_CODE = Pattern.compile(">([0-9A-Z]{5}-[0-9A-Z]{5})<");

    private WebPortal portal;
    private TestStaff staff;

    @BeforeEach
    void open() {
        portal = PORTALS.mailing();
        staff = portal.staff();
    }

    @Test
    void routeWhenTheProofIsDueThenLeadsToItOrIsForbidden() {
        Account administrator = staff.make(Role.ADMINISTRATOR, portal.clock.instant());
        Browser browser = logIn(administrator);
        browser.get(SET_UP);
        demand();
        Snapshot before = portal.snapshot();

        for (String path : Routes.of(portal).paths("A".repeat(43), "1")) {
            if (path.startsWith("/login") || path.startsWith("/setup") || path.equals(PROOF)) {
                continue;
            }
            if (!Routes.isPublic("GET", path)) {
                assertThat(browser.get(path).location()).as("GET " + path).isEqualTo(PROOF);
            }
            if (!Routes.isPublic("POST", path)) {
                assertThat(browser.post(path).status()).as("POST " + path).isIn(403, 405);
                Answer json =
                        browser.send(
                                browser.request(path)
                                        .header("Content-Type", "application/json")
                                        .header("Accept", "application/json")
                                        .PUT(BodyPublishers.ofString("{}")));
                assertThat(json.status()).as("PUT " + path).isIn(403, 405);
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// What was begun while the password was enough: the page with the QR code, and its code.
    @Test
    void setUpWhenBegunBeforeTheProofWasDemandedThenItsPageAndItsCodeAreClosed() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Browser browser = logIn(user);
        Browser secondTab = browser.copy();
        String page = portal.beginEnrolment(browser, TestStaff.PASSWORD);
        TotpSecret secret = portal.secret(browser, page);

        demand();

        assertThat(browser.get(page).location()).isEqualTo(PROOF);
        assertThat(secondTab.get("/").location()).isEqualTo(PROOF);
        assertThat(browser.post(page, "code", portal.code(secret)).status()).isEqualTo(403);
        assertThat(rows("second_factor")).isZero();
    }

    @Test
    void proofWhenTheMailedCodeIsRightThenTheSetUpOpensAndTheSecondTabFollows() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        demand();
        Browser browser = logIn(user);
        Answer asked = browser.get(browser.get("/").location());
        assertThat(asked.words())
                .contains("Prove that it is you", "•••@example.com", "Log out")
                .doesNotContain(user.email())
                .doesNotContain("Security Settings");

        assertThat(browser.post(PROOF, "send", "true").location()).isEqualTo(PROOF);
        assertThat(browser.get(PROOF).words()).contains("You can send again in");
        String code = code(user);
        Answer wrong = browser.post(PROOF, "code", code.equals("000 000") ? "000001" : "000000");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.words()).contains("That code is not right").doesNotContain(user.email());
        Browser secondTab = browser.copy();
        assertThat(browser.post(PROOF, "code", code).location()).isEqualTo(SET_UP);

        assertThat(secondTab.post(PROOF, "code", code).location()).startsWith("/login");
        assertThat(browser.post(PROOF, "code", code).location()).isEqualTo(SET_UP);
        assertThat(browser.get(PROOF).location()).isEqualTo(SET_UP);
        assertThat(browser.get("/").location()).isEqualTo(SET_UP);
        portal.turnOn(browser, TestStaff.PASSWORD);
        WebPortal.expect(browser.get("/"), 200);
    }

    @Test
    void proofWhenGuessedThenHasToWaitAndSaysHowLong() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        demand();
        Browser browser = logIn(user);
        for (int i = 0; i < 5; i++) {
            WebPortal.expect(browser.post(PROOF, "temporaryCode", "00000-00000"), 401);
        }
        Answer waits = browser.post(PROOF, "temporaryCode", "00000-00000");
        assertThat(waits.status()).isEqualTo(429);
        assertThat(waits.header("Retry-After")).isNotEmpty();
        assertThat(waits.words()).contains("Too many wrong codes.");
    }

    @Test
    void halfSessionWhenItAsksForTheProofThenIsLedToTheLogin() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.turnOn(logIn(user), TestStaff.PASSWORD);
        demand();
        Browser half = logIn(user);

        assertThat(half.get(PROOF).location()).startsWith("/login");
        assertThat(half.post(PROOF, "send", "true").location()).startsWith("/login");
        assertThat(half.post(PROOF, "temporaryCode", "00000-00000").location())
                .startsWith("/login");
    }

    /// Where no proof is due a temporary code would serve nobody.
    @Test
    void listWhenNoProofIsDueThenOffersACodeToTheEnrolledOnly() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        String act = "/extensions/" + user.username() + "/temporary-code";

        assertThat(portal.loggedIn().get("/extensions?search=" + user.username()).body())
                .contains("/extensions/" + user.username())
                .doesNotContain(act);
    }

    /// "Turn off" under policy: the answer says what the user needs, and the code is issued there.
    @Test
    void resetWhenUnderPolicyThenTheAdministratorIssuesACodeThatProves() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.turnOn(logIn(user), TestStaff.PASSWORD);
        Browser admin = portal.loggedIn();
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        String page = "/extensions/" + user.username() + "/security";
        String act = "/extensions/" + user.username() + "/temporary-code";
        String list = "/extensions?search=" + user.username();
        assertThat(admin.get(list).body()).contains(act);
        assertThat(admin.post(page, "reason", "lost").location()).endsWith("?edited");
        assertThat(admin.get(list).body()).contains(act);
        assertThat(admin.get(page).words())
                .contains("shows who they are: by a code that is mailed to " + user.email())
                .contains("Issue Temporary Code");
        assertThat(admin.get(act).words()).contains("who is about to set two-factor");
        Answer issued = admin.post(act);
        assertThat(issued.words()).contains("Prove that it is you");
        String code = issued.find(TEMPORARY_CODE).orElseThrow();

        Browser browser = logIn(user);
        assertThat(browser.get("/").location()).isEqualTo(PROOF);
        Answer proven = browser.post(PROOF, "temporaryCode", code);
        assertThat(proven.location()).isEqualTo(SET_UP);
        assertThat(proven.setCookies()).anyMatch(cookie -> cookie.contains("tollgate-browser-"));
        portal.turnOn(browser, TestStaff.PASSWORD);
        WebPortal.expect(browser.get("/"), 200);
    }

    /// EM-3: the method ended with the address; the code goes to the new one and the password alone
    /// opens nothing.
    @Test
    void addressWhenChangedByAnAdministratorThenTheNextLoginBeginsWithAProof() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.write(
                "insert into second_factor (account_id, method, since) values ('"
                        + user.id().text()
                        + "', 'EMAIL', 1)",
                "update account set two_factor = 1 where id = '" + user.id().text() + "'");
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        Browser admin = portal.loggedIn();
        Answer saved =
                admin.post(
                        "/extensions/" + user.username(),
                        "name",
                        "Ana Silva",
                        "email",
                        "new@example.org",
                        "version",
                        portal.version(user.username()));
        assertThat(saved.location()).endsWith("?edited");

        Browser browser = logIn(user);
        assertThat(browser.get("/").location()).isEqualTo(PROOF);
        assertThat(browser.get(PROOF).words()).contains("n•••@example.org");
        browser.post(PROOF, "send", "true");
        assertThat(browser.post(PROOF, "code", code(user)).location()).isEqualTo(SET_UP);
    }

    /// A code under way to the old address proves nothing once the address is another.
    @Test
    void proofWhenTheAddressChangedMeanwhileThenTheSessionIsOver() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        Browser browser = logIn(user);
        browser.get("/");
        browser.post(PROOF, "send", "true");
        String code = code(user);
        portal.loggedIn()
                .post(
                        "/extensions/" + user.username(),
                        "name",
                        "Ana Silva",
                        "email",
                        "new@example.org",
                        "version",
                        portal.version(user.username()));

        assertThat(browser.post(PROOF, "code", code).location()).startsWith("/login");
        Browser again = logIn(user);
        again.get("/");
        WebPortal.expect(again.post(PROOF, "code", code), 401);
    }

    @Test
    void proofWhenThereIsNoAddressOrNoMailThenSaysWhatHelps() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.write("update account set email = '' where id = '" + user.id().text() + "'");
        demand();
        Browser browser = logIn(user);
        assertThat(browser.get(PROOF).words())
                .contains("Your account has no email address")
                .contains("Ask your administrator for a temporary code.");
        assertThat(browser.post(PROOF, "send", "true").location()).isEqualTo(PROOF);
        assertThat(rows("mail")).isZero();

        portal = PORTALS.sqlite();
        demand();
        Browser silent = portal.loggedIn();
        assertThat(silent.get(PROOF).words()).contains("This portal cannot send mail");
        silent.post(PROOF, "send", "true");
        assertThat(rows("mail")).isZero();
    }

    /// EX-8: the invitation, and the letter's password, were just used; the next login proves anew.
    @Test
    void letterWhenItsPasswordIsChangedThenTheSetUpIsOpen() {
        Browser admin = portal.loggedIn();
        String password = portal.addExtension(admin);
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        Browser browser = portal.browser();
        browser.post("/login", "username", WebPortal.EXTENSION, "password", password);
        assertThat(browser.get("/").location()).isEqualTo("/account/password");
        assertThat(browser.get(PROOF).location()).isEqualTo("/account/password");
        assertThat(browser.cookieHeader()).doesNotContain("tollgate-browser-");

        browser.post(
                "/account/password",
                "newPassword",
                TestStaff.PASSWORD,
                "confirmPassword",
                TestStaff.PASSWORD);

        assertThat(browser.cookieHeader()).as("known now").contains("tollgate-browser-");
        assertThat(browser.get("/").location()).isEqualTo(SET_UP);
        Browser thief = portal.browser();
        thief.post("/login", "username", WebPortal.EXTENSION, "password", TestStaff.PASSWORD);
        assertThat(thief.get("/").location()).isEqualTo(PROOF);
        portal.clock.advance(Duration.ofMinutes(1));
        portal.turnOn(browser, TestStaff.PASSWORD);
    }

    @Test
    void invitationWhenAcceptedThenTheSetUpIsOpen() {
        Browser admin = portal.loggedIn();
        portal.addExtension(admin);
        Account user = account(WebPortal.EXTENSION);
        admin.post("/extensions/" + WebPortal.EXTENSION + "/invitation");
        String link = code(user);
        TestPolicy.set(portal::get, TestPolicy.employeesWithProof());
        Browser browser = portal.browser();

        Answer accepted =
                browser.post(
                        "/invitation",
                        "link",
                        link.substring(link.indexOf('=') + 1),
                        "newPassword",
                        TestStaff.PASSWORD,
                        "confirmPassword",
                        TestStaff.PASSWORD);

        assertThat(accepted.location()).startsWith(SET_UP);
        assertThat(browser.get("/").location()).isEqualTo(SET_UP);
    }

    @Test
    void proofWhenThePolicyIsGoneThenNothingIsAsked() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        demand();
        Browser browser = logIn(user);
        assertThat(browser.get("/").location()).isEqualTo(PROOF);

        TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);

        WebPortal.expect(browser.get("/"), 200);
        assertThat(browser.get(PROOF).location()).isEqualTo(SET_UP);
        assertThat(browser.post(PROOF, "send", "true").location()).isEqualTo(SET_UP);
        assertThat(rows("mail")).isZero();
    }

    private void demand() {
        TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());
    }

    private String code(Account account) {
        return TestMailbox.newest(portal.jdbc(), portal.get(Sealer.class), account.id());
    }

    private Account account(String name) {
        return portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow();
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
