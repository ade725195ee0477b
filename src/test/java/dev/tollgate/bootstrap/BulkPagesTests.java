package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.extension.BulkAct;
import dev.tollgate.job.JobRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Acts on many extensions over HTTP: preview, step-up, job, result.
class BulkPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Pattern ONE_TIME_PASSWORD =
            Pattern.compile(">([2-9a-z]{5}(?:-[2-9a-z]{5}){3})<");

    private static final Pattern CHOSEN =
            Pattern.compile("name=\"chosen\" value=\"([0-9a-f]{64})\"");
    private static final Pattern PAGE =
            Pattern.compile("name=\"page\" value=\"([A-Za-z0-9_-]{43})\"");

    private WebPortal portal;
    private TestStaff staff;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        staff = portal.staff();
    }

    @Test
    void disableWhenConfirmedThenGoesOnAsAJobAndStandsOnEveryPageUntilRead() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(3);

        Answer preview = admin.post("/extensions/bulk", ticked("DISABLE", targets));
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.words()).contains("Disable 3 extensions?");
        Answer started = start(admin, "DISABLE", targets, 3);
        assertThat(started.location()).startsWith("/jobs/");
        assertThat(admin.get("/").words()).contains("0 of 3");

        portal.get(JobRunner.class).runDue();

        assertThat(admin.get("/").words()).contains("3 of 3 done, 0 left out");
        assertThat(targets).allMatch(target -> reload(target).status() == Status.DISABLED);
        admin.post(started.location() + "/read");
        assertThat(admin.get("/").words()).doesNotContain("3 of 3 done");
    }

    @Test
    void previewWhenSomeAreOutOfReachThenSaysHowManyAndWhy() {
        Browser hr = browser(staff.make(Role.HUMAN_RESOURCE, portal.clock.instant()));
        List<Account> targets = new ArrayList<>(make(2));
        targets.add(staff.make(Role.ADMINISTRATOR, portal.clock.instant()));

        Answer preview = hr.post("/extensions/bulk", ticked("DISABLE", targets));

        assertThat(preview.words())
                .contains("1 of 3:")
                .contains("no right to change them: your rank or a higher one")
                .contains("Disable 2");
    }

    @Test
    void allWhenTheyMatchTheFilterThenAreChosen() {
        Browser admin = portal.loggedIn();
        make(60);

        Answer preview =
                admin.post("/extensions/bulk", "act", "LOG_OUT", "all", "true", "role", "EMPLOYEE");

        assertThat(preview.words()).contains("Log out 60 extensions everywhere?");
        Answer started =
                admin.post(
                        "/extensions/bulk/start",
                        "act",
                        "LOG_OUT",
                        "all",
                        "true",
                        "role",
                        "EMPLOYEE",
                        "expected",
                        "60",
                        "chosen",
                        preview.find(CHOSEN).orElseThrow());
        portal.get(JobRunner.class).runDue();
        assertThat(admin.get(started.location()).words()).contains("60 of 60 done");
    }

    /// One who matched is called otherwise meanwhile, and another one as that one was.
    @Test
    void startWhenAsManyOthersMatchThenNothingIsDoneToThem() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(2);
        rename(targets.getFirst(), "zed");
        Answer preview =
                admin.post("/extensions/bulk", "act", "DELETE", "all", "true", "search", "zed");
        assertThat(preview.words()).contains("Delete 1");
        rename(targets.getFirst(), "ana");
        rename(targets.getLast(), "zed");

        Answer answer =
                admin.post(
                        "/extensions/bulk/start",
                        "act",
                        "DELETE",
                        "all",
                        "true",
                        "search",
                        "zed",
                        "reason",
                        "left",
                        "expected",
                        "1",
                        "chosen",
                        preview.find(CHOSEN).orElseThrow());
        portal.get(JobRunner.class).runDue();

        assertThat(answer.status()).isEqualTo(422);
        assertThat(targets).allSatisfy(target -> assertThat(reload(target)).isEqualTo(target));
    }

    private void rename(Account account, String name) {
        portal.write(
                "update extension set name = '%1$s', name_key = '%1$s' where account_id = '%2$s'"
                        .formatted(name, account.id().text()));
    }

    @Test
    void startWhenStepUpIsOldThenAsksForPasswordFirst() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(2);
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = start(admin, "DELETE", targets, 2);
        assertThat(asked.body()).contains("type=\"password\"");
        portal.get(JobRunner.class).runDue();
        assertThat(reload(targets.getFirst())).isEqualTo(targets.getFirst());
        List<String> fields = new ArrayList<>(List.of(fields("DELETE", targets, 2)));
        fields.addAll(List.of("password", WebPortal.PASSWORD));
        Answer started = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));

        assertThat(started.location()).startsWith("/jobs/");
    }

    @Test
    void startWhenReasonOrRoleIsMissingThenSaysSoAtTheField() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(1);

        assertThat(start(admin, "TURN_OFF_TWO_FACTOR", targets, 0).status()).isEqualTo(422);
        Answer role = start(admin, "ROLE", targets, 1);
        assertThat(role.status()).isEqualTo(422);
        assertThat(role.words()).contains("Choose the role to be given.");
    }

    @Test
    void lettersWhenShownThenOnceAndOneEach() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(2);
        String job = start(admin, "LETTERS", targets, 2).location();
        portal.get(JobRunner.class).runDue();

        assertThat(admin.get(job).find(ONE_TIME_PASSWORD)).isEmpty();
        Answer letters = admin.post(job + "/letters");
        String password = letters.find(ONE_TIME_PASSWORD).orElseThrow();

        assertThat(letters.headers().toString()).contains("no-store");
        assertThat(letters.body().split("class=\"one-time\"", -1)).hasSize(3);
        assertThat(admin.post(job + "/letters").location()).isEqualTo(job);
        Answer in =
                portal.browser()
                        .post(
                                "/login",
                                "username",
                                targets.getFirst().username(),
                                "password",
                                password);
        assertThat(in.status()).isEqualTo(302);
    }

    /// Whoever clicks twice, or goes back and clicks again, is led to what runs already.
    @Test
    void startWhenConfirmedTwiceThenLeadsToTheSameJob() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(2);
        Answer preview = admin.post("/extensions/bulk", ticked("LETTERS", targets));
        List<String> fields = new ArrayList<>(List.of(fields("LETTERS", targets, 2)));
        fields.addAll(List.of("page", preview.find(PAGE).orElseThrow()));

        Answer started = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));
        Answer again = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));
        portal.get(JobRunner.class).runDue();
        Answer late = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));

        assertThat(started.location()).startsWith("/jobs/");
        assertThat(again.location()).isEqualTo(started.location());
        assertThat(late.location()).isEqualTo(started.location());
    }

    /// The page stays the same one while it asks for what is missing.
    @Test
    void pageWhenItAsksForMoreThenIsTheSame() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(1);
        String page = "page".repeat(10) + "pag";
        List<String> fields = new ArrayList<>(List.of(fields("ROLE", targets, 1)));
        fields.addAll(List.of("page", page));

        Answer asked = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));
        assertThat(asked.find(PAGE)).contains(page);
        portal.clock.advance(Duration.ofMinutes(6));
        fields.addAll(List.of("given", "OPERATOR"));
        Answer stepUp = admin.post("/extensions/bulk/start", fields.toArray(String[]::new));

        assertThat(stepUp.body()).contains("type=\"password\"");
        assertThat(stepUp.body().split(page, -1)).hasSizeGreaterThan(2);
    }

    @Test
    void jobWhenAnothersThenIsNotThere() {
        Browser admin = portal.loggedIn();
        String job = start(admin, "DISABLE", make(1), 1).location();
        Browser other = browser(staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant()));
        Snapshot before = portal.snapshot().without("session");

        assertThat(other.get(job).status()).isEqualTo(404);
        assertThat(other.post(job + "/stop").status()).isEqualTo(404);
        assertThat(other.post(job + "/letters").status()).isEqualTo(404);
        other.post(job + "/read");

        assertThat(portal.snapshot().without("session").changesSince(before)).isEmpty();
        assertThat(admin.post(job + "/stop").location()).isEqualTo(job);
        assertThat(admin.get(job).words()).contains("Stopped");
    }

    /// What a page asks for by itself keeps nobody logged in.
    @Test
    void stripWhenPolledThenIsNoActivity() {
        Browser admin = portal.loggedIn();
        start(admin, "DISABLE", make(1), 1);
        for (int minute = 0; minute < 14; minute += 2) {
            assertThat(admin.get("/jobs/strip").status()).isEqualTo(200);
            portal.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(admin.get("/jobs/strip").words()).contains("0 of 1");
        portal.clock.advance(Duration.ofMinutes(1));

        assertThat(admin.get("/").location()).startsWith("/login");
    }

    @Test
    void lettersWhenAskedForOnTheRollOutPageThenAreForThoseWithoutAnAddress() {
        Browser admin = portal.loggedIn();
        List<Account> targets = make(3);
        staff.set(targets.getFirst(), "email = ''");
        String page = admin.get("/security/settings/roll-out?role=EMPLOYEE").words();
        assertThat(page).contains("Print letters");

        Answer preview =
                admin.post(
                        "/extensions/bulk",
                        "act",
                        "LETTERS",
                        "missing",
                        "true",
                        "role",
                        "EMPLOYEE",
                        "reason",
                        "");

        assertThat(preview.words()).contains("Print letters for 1 extension?");
        assertThat(preview.body())
                .contains("value=\"" + targets.getFirst().username() + "\"")
                .doesNotContain(targets.getLast().username());
    }

    /// Whoever forges what the list does not offer reaches nobody.
    @ParameterizedTest
    @EnumSource(Role.class)
    void actWhenForgedThenReachesNobodyOfOwnOrHigherRank(Role role) {
        Browser browser = browser(staff.make(role, portal.clock.instant()));
        Account superior =
                staff.make(
                        role == Role.SUPER_ADMINISTRATOR ? Role.EMPLOYEE : role,
                        portal.clock.instant());
        for (BulkAct act : BulkAct.values()) {
            Answer answer =
                    browser.post(
                            "/extensions/bulk/start",
                            "act",
                            act.name(),
                            "numbers",
                            superior.username(),
                            "expected",
                            "1",
                            "reason",
                            "because",
                            "given",
                            "SUPER_ADMINISTRATOR");
            portal.get(JobRunner.class).runDue();
            if (role != Role.SUPER_ADMINISTRATOR) {
                assertThat(answer.status()).as("%s by %s", act, role).isIn(403, 422);
                assertThat(reload(superior)).isEqualTo(superior);
            }
        }
    }

    private List<Account> make(int count) {
        List<Account> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(staff.make(Role.EMPLOYEE, portal.clock.instant()));
        }
        return made;
    }

    private static String[] ticked(String act, List<Account> targets) {
        List<String> fields = new ArrayList<>(List.of("act", act));
        targets.forEach(target -> fields.addAll(List.of("number", target.username())));
        return fields.toArray(String[]::new);
    }

    private static String[] fields(String act, List<Account> targets, int expected) {
        List<String> numbers = targets.stream().map(Account::username).toList();
        return new String[] {
            "act", act, "numbers", String.join(",", numbers), "expected", String.valueOf(expected)
        };
    }

    private static Answer start(Browser browser, String act, List<Account> targets, int expected) {
        return browser.post("/extensions/bulk/start", fields(act, targets, expected));
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
