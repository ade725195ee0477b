package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestMailServer;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.notice.MailHand;
import dev.tollgate.notice.MailTrials;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// "Preferences" and "Email", as they answer.
class SystemPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PREFERENCES = "/settings/preferences";
    private static final String OPTIONS = "/security/settings";
    private static final String EMAIL = "/system/email";

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void pageWhenOpenedThenOnlyForAdministrators(Role role) {
        TestStaff staff = portal.staff();
        Account account = staff.make(role, portal.clock.instant());
        Browser browser = portal.browser();
        browser.post("/login", "username", account.username(), "password", TestStaff.PASSWORD);
        Snapshot before = portal.snapshot();

        for (String page : List.of(PREFERENCES, EMAIL)) {
            assertThat(browser.get(page).status())
                    .as(page)
                    .isEqualTo(role.isAdministrator() ? 200 : 403);
            if (!role.isAdministrator()) {
                assertThat(browser.post(page, preferences("Evil")).status()).isEqualTo(403);
            }
        }
        assertThat(browser.get("/").body().contains(EMAIL)).isEqualTo(role.isAdministrator());
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void preferencesWhenSavedThenHoldEverywhereAndAreOnRecord(TestStore store) {
        portal = PORTALS.of(store);
        Browser admin = portal.loggedIn();
        Answer saved = admin.post(PREFERENCES, preferences("Beta <PBX>"));

        assertThat(saved.location()).isEqualTo(PREFERENCES + "?edited");
        assertThat(admin.get("/").body())
                .contains("Beta &lt;PBX&gt;")
                .contains("data-header=\"RED\"");
        assertThat(portal.browser().get("/login").body()).contains("the front desk");
        assertThat(portal.get(Settings.class).current().timeZone().getId())
                .isEqualTo("Europe/Lisbon");
        assertThat(reasons())
                .containsExactlyInAnyOrder(
                        "PBX Name: Acme PBX → Beta <PBX>",
                        "Portal Address: https://pbx.example.com → https://other.example.com:8443",
                        "Time Zone: Z → Europe/Lisbon",
                        "Help Contact:  → the front desk",
                        "Header Colour: PETROL → RED");
    }

    @ParameterizedTest
    @CsvSource({
        "pbxName, a:b",
        "pbxName, ''",
        "portalAddress, ftp://a",
        "portalAddress, http://pbx.example.com",
        "portalAddress, https://a/b",
        "portalAddress, https://u@a",
        "portalAddress, https://a:99999",
        "portalAddress, javascript:alert(1)",
        "timeZone, Mars/Olympus",
        "helpContact, 'a\u0007b'",
        "headerColour, PINK"
    })
    void preferencesWhenSomethingCannotBeThenRefusedAtTheFieldAndKept(String field, String value) {
        Browser admin = portal.loggedIn();
        String[] fields = preferences("Beta");
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals(field)) {
                fields[i + 1] = value;
            }
        }
        Snapshot before = portal.snapshot();

        Answer answer = admin.post(PREFERENCES, fields);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"" + field + "-error\"");
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// Whoever finds a screen unlocked must not turn all links in mails to a host of theirs.
    @Test
    void preferencesWhenPasswordWasShownLongAgoThenAskedAgain() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = admin.post(PREFERENCES, preferences("Beta"));
        assertThat(asked.body()).contains("type=\"password\"").contains("value=\"Beta\"");
        assertThat(portal.get(Settings.class).current().pbxName()).isEqualTo("Acme PBX");

        Answer confirmed =
                admin.post(PREFERENCES, with(preferences("Beta"), "password", WebPortal.PASSWORD));
        assertThat(confirmed.location()).isEqualTo(PREFERENCES + "?edited");
        assertThat(portal.get(Settings.class).current().pbxName()).isEqualTo("Beta");
    }

    /// Of two who save at once the second overwrites nothing: they see who was first, and what.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void settingsWhenSomebodySavedFirstThenToldAndNothingIsOverwritten(TestStore store) {
        portal = PORTALS.of(store);
        Browser admin = portal.loggedIn();
        String[] first = preferences("First PBX");
        String[] late = preferences("Late PBX");
        assertThat(admin.post(PREFERENCES, first).location()).isEqualTo(PREFERENCES + "?edited");
        Answer told = admin.post(PREFERENCES, late);
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.words())
                .contains("admin changed these settings at", "PBX Name First PBX Late PBX");
        assertThat(portal.get(Settings.class).current().pbxName()).isEqualTo("First PBX");
        assertThat(admin.post(PREFERENCES, preferences("Late PBX")).location())
                .isEqualTo(PREFERENCES + "?edited");

        String[] host = mail("first.example.com", "");
        String[] other = mail("late.example.com", "");
        admin.post(EMAIL, host);
        Answer second = admin.post(EMAIL, other);
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.words())
                .contains("changed these settings at", "Host first.example.com late.example.com");
        assertThat(portal.get(MailServers.class).current().orElseThrow().server().host())
                .isEqualTo("first.example.com");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void optionsWhenSomebodySavedFirstThenEachDifferenceIsShown(TestStore store) {
        portal = PORTALS.of(store);
        Browser admin = portal.loggedIn();
        String[] first = options("20", "30");
        String[] late = options("15", "7");
        assertThat(admin.post(OPTIONS, first).location()).isEqualTo(OPTIONS + "?edited");

        Answer told = admin.post(OPTIONS, with(late, "mandatory-EMPLOYEE", "true"));

        assertThat(told.status()).isEqualTo(422);
        assertThat(told.words())
                .contains(
                        "admin changed these settings at",
                        "Mandatory for Employee Off On",
                        "Trusted devices of everybody else (days) 30 7",
                        "Automatic Logout (minutes) 20 15")
                .doesNotContain("Mandatory for Operator", "Administrators: email");
        assertThat(portal.get(Policies.class).current().idleLimit().toMinutes()).isEqualTo(20);
        TestPolicy.forget(portal::get);
    }

    @Test
    void emailWhenItsRemovalLocksOutEverybodyThenSaysWhoAndWhatToDo() {
        portal.loggedIn();
        Account account = portal.staff().make(Role.ADMINISTRATOR, portal.clock.instant());
        Browser browser = portal.browser();
        browser.post("/login", "username", account.username(), "password", TestStaff.PASSWORD);
        dev.tollgate.setting.TestMailServer.prove(
                portal.get(MailServers.class),
                portal.get(Transactions.class),
                portal.clock.instant());
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.SUPER_ADMINISTRATOR), true));

        Answer removed = browser.post(EMAIL + "/remove");
        Answer moved = browser.post(EMAIL, mail("other.example.com", ""));

        for (Answer answer : List.of(removed, moved)) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.words()).contains("admin could not get in any more");
        }
        assertThat(moved.body()).contains("value=\"other.example.com\"");
        assertThat(portal.get(MailServers.class).provenAt()).isPresent();
        TestPolicy.forget(portal::get);
    }

    @Test
    void emailWhenNotSetThenSaysWhatDoesNotWork() {
        String page = portal.loggedIn().get(EMAIL).body();

        assertThat(page).contains("No mail server is set").doesNotContain("/system/email/test");
    }

    @Test
    void emailWhenSavedThenPasswordIsNeverShownAndGoesWithTheServer() {
        Browser admin = portal.loggedIn();
        assertThat(admin.post(EMAIL, mail("smtp.example.com", "hunter2")).location())
                .isEqualTo(EMAIL + "?edited");
        assertThat(portal.get(MailServers.class).password()).isPresent();
        assertThat(admin.get(EMAIL).body())
                .contains("smtp.example.com")
                .contains("Leave empty to keep it")
                .doesNotContain("hunter2");

        admin.post(EMAIL, mail("smtp.example.com", ""));
        assertThat(portal.get(MailServers.class).password()).isPresent();
        admin.post(EMAIL, mail("evil.example.com", ""));
        assertThat(portal.get(MailServers.class).password()).isEmpty();
        assertThat(reasons()).noneMatch(reason -> reason.contains("hunter2"));
    }

    @Test
    void emailWhenSomethingCannotBeThenRefusedAtTheField() {
        Answer answer =
                portal.loggedIn()
                        .post(
                                EMAIL,
                                "host",
                                "smtp.example.com",
                                "port",
                                "0",
                                "encryption",
                                "NONE",
                                "username",
                                "",
                                "version",
                                version(FormVersions.Form.MAIL_SERVER),
                                "sender",
                                "nobody");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("port-error", "encryption-error", "sender-error", "smtp.example.com");
        assertThat(portal.get(MailServers.class).isSet()).isFalse();
    }

    @Test
    void emailWhenPopUpComesFirstThenMailPasswordIsNotWrittenIntoThePage() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        String[] form = with(mail("smtp.example.com", "hunter2"), "again", "true");

        Answer asked = admin.post(EMAIL, form);
        assertThat(asked.body()).contains("again after this").doesNotContain("hunter2");
        Answer confirmed =
                admin.post(
                        EMAIL,
                        "host",
                        "smtp.example.com",
                        "port",
                        "587",
                        "encryption",
                        "STARTTLS",
                        "username",
                        "pbx",
                        "version",
                        version(FormVersions.Form.MAIL_SERVER),
                        "sender",
                        "pbx@example.com",
                        "again",
                        "true",
                        "password",
                        WebPortal.PASSWORD);
        assertThat(confirmed.status()).isEqualTo(422);
        assertThat(confirmed.body()).contains("once more").contains("smtp.example.com");
        assertThat(admin.post(EMAIL, form).location()).isEqualTo(EMAIL + "?edited");
        assertThat(portal.get(MailServers.class).password()).isPresent();
    }

    @Test
    void testWhenPasswordWasShownLongAgoThenAskedAgainAndNothingIsSent() {
        Browser admin = portal.loggedIn();
        admin.post(EMAIL, mail("smtp.example.com", "hunter2"));
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = admin.post(EMAIL + "/test");

        assertThat(asked.body()).contains("type=\"password\"");
        assertThat(portal.get(MailTrials.class).newest()).isEmpty();
    }

    /// The request is answered at once; the page waits for what the server says.
    @Test
    void testWhenServerWorksThenMailArrivesAndThePageSaysSo() throws Exception {
        try (TestMailServer smtp = TestMailServer.open()) {
            Browser admin = portal.loggedIn();
            admin.post(
                    EMAIL,
                    "host",
                    "127.0.0.1",
                    "port",
                    String.valueOf(smtp.port()),
                    "encryption",
                    "NONE",
                    "username",
                    "",
                    "version",
                    version(FormVersions.Form.MAIL_SERVER),
                    "sender",
                    "pbx@example.com");
            assertThat(admin.post(EMAIL + "/test").location()).isEqualTo(EMAIL);
            awaitTrial();
            Answer page = admin.get(EMAIL);

            assertThat(page.header("refresh")).isEmpty();
            assertThat(page.body())
                    .contains("The server has taken a mail to admin@example.com.")
                    .contains("Test mail taken");
            assertThat(portal.get(MailServers.class).provenAt()).isPresent();
            assertThat(smtp.received())
                    .anyMatch(mail -> mail.recipient().equals("admin@example.com"));
        }
    }

    /// The mailer of the running portal may have it already.
    private void awaitTrial() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        MailTrials trials = portal.get(MailTrials.class);
        while (trials.newest().orElseThrow().delivery() == null && System.nanoTime() < end) {
            MailHand.tryOut(portal.get(MailHand.MAILER));
            Thread.sleep(50);
        }
    }

    private List<String> reasons() {
        return portal.jdbc()
                .sql(
                        """
                        select reason from audit
                        where kind in ('PREFERENCES_CHANGED', 'MAIL_SERVER_CHANGED')""")
                .query(String.class)
                .list();
    }

    private String[] preferences(String name) {
        return new String[] {
            "pbxName", name,
            "portalAddress", "https://other.example.com:8443",
            "timeZone", "Europe/Lisbon",
            "helpContact", "the front desk",
            "headerColour", "RED",
            "version", version(FormVersions.Form.PREFERENCES)
        };
    }

    private String[] mail(String host, String password) {
        return new String[] {
            "host", host,
            "port", "587",
            "encryption", "STARTTLS",
            "username", "pbx",
            "mailPassword", password,
            "sender", "pbx@example.com",
            "version", version(FormVersions.Form.MAIL_SERVER)
        };
    }

    private String[] options(String idleMinutes, String userTrustDays) {
        return new String[] {
            "idleMinutes", idleMinutes,
            "administratorTrustDays", "0",
            "userTrustDays", userTrustDays,
            "administratorMethods-AUTHENTICATOR", "true",
            "userMethods-AUTHENTICATOR", "true",
            "userMethods-EMAIL", "true",
            "version", String.valueOf(portal.get(Policies.class).saved().version())
        };
    }

    private String version(FormVersions.Form form) {
        return String.valueOf(portal.get(FormVersions.class).of(form));
    }

    private static String[] with(String[] fields, String name, String value) {
        return Browser.with(fields, name, value);
    }
}
