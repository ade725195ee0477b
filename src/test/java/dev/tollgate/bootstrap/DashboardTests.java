package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.sealing.Keys;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The Dashboard over HTTP: who is counted, what is to be done, what is sick.
class DashboardTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String SECOND_ADMINISTRATOR = "Add a second super administrator";
    private static final String ENROL_ADMINISTRATOR = "Have two super administrators set up";
    private static final String EMAIL = "Set up and test Email";
    private static final String IMPORT = "Import extensions";
    private static final String NEVER = "Never. &quot;tollgate backup&quot; makes one";
    private static final String MANDATORY = "Make two-factor authentication mandatory";

    private WebPortal portal;
    private TestStaff staff;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        staff = portal.staff();
    }

    /// The numbers lead to the lists that they count.
    @Test
    void coverageWhenShownThenCountsWhoMayLogInAndLeadsToThem() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get("/").body()).doesNotContain("use 2FA");
        for (int i = 0; i < 3; i++) {
            turnOn(staff.make(Role.EMPLOYEE, portal.clock.instant()));
        }
        staff.make(Role.EMPLOYEE, portal.clock.instant());
        staff.disable(staff.make(Role.EMPLOYEE, portal.clock.instant()));
        Account lobby = staff.make(Role.EMPLOYEE, portal.clock.instant());
        portal.write("update account set portal_access = 0 where id = '" + lobby.id().text() + "'");

        assertThat(admin.get("/").body())
                .contains(
                        "3 of 4 use 2FA", "/extensions?twoFactor=ON", "/extensions?twoFactor=OFF");
        assertThat(admin.get("/extensions?twoFactor=ON").body()).contains("Total: 3<");
        assertThat(admin.get("/extensions?twoFactor=OFF").body()).contains("Total: 1<");
    }

    /// On the first day three steps are the most urgent ones, and each makes room for the next.
    @Test
    void nextStepsWhenOnTheFirstDayThenThreeAndEachIsGoneOnceItIsDone() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get("/").body())
                .contains(SECOND_ADMINISTRATOR, "/system/administrators", EMAIL, IMPORT)
                .contains("/extensions/import")
                .doesNotContain(MANDATORY);

        staff.make(Role.EMPLOYEE, portal.clock.instant());
        assertThat(admin.get("/").body()).contains(EMAIL, MANDATORY).doesNotContain(IMPORT);
        MailServers servers = portal.get(MailServers.class);
        MailServer server = new MailServer("127.0.0.1", 1, Encryption.NONE, "", "pbx@example.com");
        portal.get(Transactions.class)
                .write(() -> servers.save(server, Optional.empty(), portal.clock.instant()));
        assertThat(admin.get("/").body()).contains(EMAIL);
        servers.prove(servers.current().orElseThrow(), portal.clock.instant());
        assertThat(admin.get("/").body()).doesNotContain(EMAIL);
    }

    /// Two accounts are not enough: until two of them have two-factor authentication a stolen
    /// password of the other one is enough to take the first one over.
    @Test
    void secondAdministratorWhenThereIsOneThenAskedForUntilTwoHaveTwoFactorAuthentication() {
        Browser admin = portal.loggedIn();
        Account disabled = staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant());
        turnOn(disabled);
        staff.disable(disabled);
        assertThat(admin.get("/").body()).contains(SECOND_ADMINISTRATOR);
        Account second = staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant());
        assertThat(admin.get("/").body())
                .contains(ENROL_ADMINISTRATOR)
                .doesNotContain(SECOND_ADMINISTRATOR);
        turnOn(second);
        assertThat(admin.get("/").body()).contains(ENROL_ADMINISTRATOR);
        turnOn(staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant()));

        assertThat(admin.get("/").body()).doesNotContain(ENROL_ADMINISTRATOR, SECOND_ADMINISTRATOR);
    }

    /// The page behind the step is the super administrator's.
    @Test
    void secondAdministratorWhenSeenByAnAdministratorThenNotAskedFor() {
        Browser administrator = browser(staff.make(Role.ADMINISTRATOR, portal.clock.instant()));

        assertThat(administrator.get("/").body())
                .contains(EMAIL)
                .doesNotContain(SECOND_ADMINISTRATOR, "/system/administrators");
    }

    @Test
    void nextStepWhenDoneThenGone() {
        Browser admin = portal.loggedIn();
        staff.make(Role.EMPLOYEE, portal.clock.instant());
        assertThat(admin.get("/").body()).contains(MANDATORY, "/security/settings");
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.EMPLOYEE), null));
        assertThat(admin.get("/").body()).doesNotContain(MANDATORY);
    }

    /// Said of the key that was current; once it is turned it is asked anew.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keyWhenACopyIsKeptThenTheStepIsGoneUntilItIsTurned(TestStore store) {
        portal = PORTALS.of(store);
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.EMPLOYEE), null));
        Browser admin = portal.loggedIn();
        staff = portal.staff();
        staff.make(Role.EMPLOYEE, portal.clock.instant());
        String page = "/settings/preferences/key";
        assertThat(admin.get("/").body()).contains(page);
        String shown =
                admin.get(page).find(Pattern.compile("value=\"([0-9a-f]{16})\"")).orElseThrow();
        assertThat(admin.get(page).body()).contains(portal.get(Keys.class).place());

        admin.post(page, "key", "0123456789abcdef");
        assertThat(admin.get("/").body()).contains(page);
        assertThat(admin.post(page, "key", shown).location()).isEqualTo(page);
        assertThat(admin.get("/").body()).doesNotContain(page);
        assertThat(admin.get(page).body()).contains("Kept").doesNotContain("I Have a Copy");
        assertThat(
                        portal.jdbc()
                                .sql("select reason from audit where kind = 'KEY_COPY_KEPT'")
                                .query(String.class)
                                .list())
                .containsExactly(shown);

        portal.write("update setting set value = 'another' where name = 'kept_key'");
        assertThat(admin.get("/").body()).contains(page);
    }

    @Test
    void backupWhenNeverMadeOrLongAgoThenAsksForOne() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get("/").body()).containsPattern(amber(NEVER));
        backUp(Kind.BACKUP_BEGUN);
        assertThat(admin.get("/").body()).containsPattern(amber(NEVER));
        backUp(Kind.BACKUP_MADE);
        assertThat(admin.get("/").words())
                .containsPattern("Last backup today [0-9:]+, by &quot;tollgate backup&quot;");
        assertThat(admin.get("/").body()).doesNotContainPattern(amber("today [0-9:]+, by"));
        portal.clock.advance(Duration.ofDays(8));
        admin = portal.loggedIn();
        assertThat(admin.get("/").words()).doesNotContain("more than a week ago");
        portal.clock.advance(Duration.ofSeconds(1));
        assertThat(admin.get("/").body()).containsPattern(amber("more than a week ago"));
        backUp(Kind.BACKUP_MADE);
        assertThat(admin.get("/").words()).doesNotContain("more than a week ago");
    }

    /// What works, and what somebody should do something about all the same.
    private static String amber(String words) {
        return "<dd class=\"due\">(?:(?!</dd>)[\\s\\S])*" + words;
    }

    private void backUp(Kind kind) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(AuditLog.class)
                                        .write(
                                                AuditEvent.console(
                                                        portal.clock.instant(), kind, null)));
    }

    @Test
    void dayWhenShownThenHoldsTheLast24HoursOnly() {
        portal.browser().post("/login", "username", "admin", "password", "wrong");
        portal.clock.advance(Duration.ofHours(24).plusSeconds(1));
        portal.browser().post("/login", "username", "admin", "password", "wrong");
        Browser admin = portal.loggedIn();

        assertThat(admin.get("/").body())
                .containsPattern(figure("Failed logins", "LOGIN_FAILURES", "1"))
                .containsPattern(figure("2FA turned off", "TWO_FACTOR_ENDED", "0"))
                .containsPattern(figure("Alarms", "ALARMS", "0"))
                .containsPattern("Addresses blocked</dt>\\s*<dd><a href=\"/security/rules\"");
        assertThat(admin.get("/security/rules").status()).isEqualTo(200);
    }

    private static String figure(String name, String events, String count) {
        return name
                + "</dt>\\s*<dd><a href=\"/maintenance/operation-logs\\?event="
                + events
                + "&amp;from=[0-9]{4}-[0-9]{2}-[0-9]{2}\"[^>]*>"
                + count
                + "<";
    }

    /// Most phones are a step ahead: the server is slow. One is not most, and few are not enough.
    @Test
    void clockWhenMostPhonesAreAheadThenSaysThatTheServerIsSlow() {
        Browser admin = portal.loggedIn();
        for (int i = 0; i < 4; i++) {
            spend(i, 1);
        }
        assertThat(admin.get("/").body()).contains("In step with the last codes accepted (4)");
        spend(4, 1);
        assertThat(admin.get("/").body()).contains("clock is about 30 s slow");
        for (int i = 5; i < 11; i++) {
            spend(i, 0);
        }
        assertThat(admin.get("/").body()).contains("In step with the last codes accepted (11)");
    }

    /// The clock had run fast and was set back: until it comes to the step that was accepted then,
    /// codes are refused, and nobody could say why.
    @Test
    void clockWhenAStepLiesAheadThenAlarmsUntilTheClockHasComeToIt() {
        Browser admin = portal.loggedIn();
        spend(0, 1);
        assertThat(admin.get("/").body()).doesNotContain("had run fast");
        spend(1, 12);
        assertThat(admin.get("/").body()).contains("had run fast", "Recovery codes work meanwhile");
        portal.clock.advance(Duration.ofMinutes(6));
        assertThat(admin.get("/").body()).doesNotContain("had run fast");
    }

    @Test
    void pageWhenOfAnExtensionUserThenHoldsNothingOfOthers() {
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Browser employee = browser(user);

        assertThat(employee.get("/").body())
                .contains("Welcome, " + user.username() + " Ana Silva.", "A stolen password")
                .doesNotContain("Last 24 hours", "use 2FA", "Health", "mandatory");
        assertThat(employee.get("/my").location()).isEqualTo("/");
    }

    /// Who has an extension and sees the Dashboard has both pages.
    @Test
    void ownPageWhenAdministratorHasAnExtensionThenStandsBesideTheDashboard() {
        Browser administrator = browser(staff.make(Role.ADMINISTRATOR, portal.clock.instant()));

        assertThat(administrator.get("/").body()).contains("Last 24 hours", "href=\"/my\"");
        assertThat(administrator.get("/my").body())
                .contains("<h1>Home</h1>")
                .doesNotContain("Last 24 hours");
        assertThat(portal.loggedIn().get("/my").location()).isEqualTo("/");
    }

    private Browser browser(Account account) {
        Browser browser = portal.browser();
        browser.post("/login", "username", account.username(), "password", TestStaff.PASSWORD);
        return browser;
    }

    private void turnOn(Account account) {
        String id = account.id().text();
        portal.write(
                "insert into second_factor (account_id, method, since) values ('"
                        + id
                        + "', 'AUTHENTICATOR', 0)",
                "update account set two_factor = 1 where id = '" + id + "'");
    }

    /// An authenticator whose code of so many steps ahead of now was accepted now.
    private void spend(int number, int ahead) {
        long now = portal.clock.instant().toEpochMilli();
        portal.write(
                """
                insert into totp (id, account_id, name, secret, last_step, created_at, last_used_at)
                select 't%d', id, 'Phone', x'00', %d, 0, %d from account where username = 'admin'"""
                        .formatted(number, TotpCodes.step(portal.clock.instant()) + ahead, now));
    }
}
