package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Role;
import dev.tollgate.notice.Mails;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.notice.TestMails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// "System" > "Administrators".
class AdministratorPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/system/administrators";
    private static final String WANTED = "nine blue geese swim home";
    private static final Pattern ONE_TIME_PASSWORD =
            Pattern.compile(">([2-9a-z]{5}(?:-[2-9a-z]{5}){3})<");

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.mailing();
    }

    @Test
    void addWhenThereIsAMailServerThenInvitedAndIn() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get(PAGE).words()).contains("Add a second, for holidays.");
        assertThat(admin.get(PAGE).body()).doesNotContain("/remove\"");

        Answer added = add(admin, "lee", "lee@example.com");

        assertThat(added.location()).isEqualTo(PAGE + "?edited");
        assertThat(admin.get(PAGE).words())
                .contains("lee")
                .contains("Invited today")
                .doesNotContain("Add a second")
                .contains("No other super administrator has ever logged in");
        Account lee = account("lee").orElseThrow();
        String link =
                TestMails.of(portal.get(Mails.class), lee.id(), portal.clock.instant())
                        .getLast()
                        .secret()
                        .reveal();
        Browser browser = portal.browser();
        browser.get(link);
        Answer in =
                browser.post(
                        "/invitation",
                        "link",
                        link.substring(link.indexOf('=') + 1),
                        "newPassword",
                        WANTED,
                        "confirmPassword",
                        WANTED);
        assertThat(in.location()).isEqualTo("/account/security?step=method&first");
        assertThat(browser.get(PAGE).status()).isEqualTo(200);
        assertThat(portal.get(Notices.class).unread(account("admin").orElseThrow().id()))
                .anyMatch(notice -> notice.kind() == NoticeKind.ADMINISTRATOR_INVITED);
    }

    @Test
    void addWhenThereIsNoMailServerThenALetterIsShownOnce() {
        portal = PORTALS.sqlite();
        Answer letter = add(portal.loggedIn(), "lee", "lee@example.com");

        String password = letter.find(ONE_TIME_PASSWORD).orElseThrow();
        Browser browser = portal.browser();
        browser.post("/login", "username", "lee", "password", password);
        assertThat(browser.get("/").location()).isEqualTo("/account/password");
        assertThat(letter.headers().toString()).contains("no-store");
    }

    @Test
    void addWhenPasswordWasLongAgoOrNamesWillNotDoThenNobodyIsMade() {
        Browser admin = portal.loggedIn();
        assertThat(add(admin, "admin", "x@example.com").words()).contains("This name is taken.");
        assertThat(add(admin, "lee", "admin@example.com").words())
                .contains("Another account has this email address.");
        assertThat(add(admin, "", "").status()).isEqualTo(422);
        portal.clock.advance(Duration.ofMinutes(6));

        assertThat(add(admin, "lee", "lee@example.com").body()).contains("type=\"password\"");
        assertThat(account("lee")).isEmpty();
    }

    @Test
    void removeWhenConfirmedThenGoneWithItsSessions() {
        Browser admin = portal.loggedIn();
        Browser lee = lee(admin);
        Account account = account("lee").orElseThrow();
        String page = PAGE + "/" + account.id().text() + "/remove";
        assertThat(admin.get(page).words()).contains("Remove lee?").contains("lee@example.com");
        assertThat(admin.get(PAGE).words()).doesNotContain("Add a second");

        Answer removed = admin.post(page);

        assertThat(removed.location()).isEqualTo(PAGE + "?edited");
        assertThat(account("lee")).isEmpty();
        assertThat(lee.get("/").location()).startsWith("/login");
        assertThat(admin.post(page).status()).isEqualTo(404);
    }

    @Test
    void removeWhenItIsOneselfThenRefused() {
        Browser admin = portal.loggedIn();
        lee(admin);
        String self = PAGE + "/" + account("admin").orElseThrow().id().text() + "/remove";

        assertThat(admin.get(PAGE).body()).doesNotContain(self);
        assertThat(admin.post(self).status()).isEqualTo(403);
        assertThat(account("admin")).isPresent();
    }

    /// Of two who remove each other in one moment, one stays.
    @Test
    void removeWhenTwoRemoveEachOtherAtOnceThenOneStays() {
        Browser admin = portal.loggedIn();
        Browser lee = lee(admin);
        String first = PAGE + "/" + account("admin").orElseThrow().id().text() + "/remove";
        String second = PAGE + "/" + account("lee").orElseThrow().id().text() + "/remove";
        admin.token();
        lee.token();

        AtOnce.run(2, number -> number == 0 ? admin.post(second) : lee.post(first));

        assertThat(portal.get(Accounts.class).withRole(Role.SUPER_ADMINISTRATOR)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void pageWhenOpenedThenSuperAdministratorsOnly(Role role) {
        TestStaff staff = portal.staff();
        Account account = staff.make(role, portal.clock.instant());
        Browser browser = portal.browser();
        browser.post("/login", "username", account.username(), "password", TestStaff.PASSWORD);
        boolean may = role == Role.SUPER_ADMINISTRATOR;

        for (String page : List.of(PAGE, PAGE + "/add")) {
            assertThat(browser.get(page).status()).as(page).isEqualTo(may ? 200 : 403);
        }
        assertThat(browser.get("/system/email").body().contains(PAGE)).isEqualTo(may);
        if (!may) {
            assertThat(add(browser, "lee", "lee@example.com").status()).isEqualTo(403);
            assertThat(account("lee")).isEmpty();
        }
    }

    /// One with an extension is a super administrator too.
    @Test
    void pageWhenTheOtherOneHasAnExtensionThenSpeaksOfBoth() {
        Browser admin = portal.loggedIn();
        Account other = portal.staff().make(Role.SUPER_ADMINISTRATOR, portal.clock.instant());
        assertThat(admin.get(PAGE).words())
                .doesNotContain("Add a second")
                .contains("No other super administrator has ever logged in");

        portal.staff().set(other, "last_login_at = 1");

        assertThat(admin.get(PAGE).words())
                .doesNotContain("No other super administrator")
                .contains("Nobody removes themselves");
    }

    /// An extension's user is removed where extensions are managed, not here.
    @Test
    void removeWhenTheAccountHasAnExtensionThenNotFound() {
        TestStaff staff = portal.staff();
        Account user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        Account other = staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant());
        Browser admin = portal.loggedIn();

        for (Account account : List.of(user, other)) {
            assertThat(admin.post(PAGE + "/" + account.id().text() + "/remove").status())
                    .isEqualTo(404);
            assertThat(portal.get(Accounts.class).get(account.id())).isPresent();
        }
    }

    private Browser lee(Browser admin) {
        WebPortal.expect(add(admin, "lee", "lee@example.com"), 302);
        Account lee = account("lee").orElseThrow();
        String link =
                TestMails.of(portal.get(Mails.class), lee.id(), portal.clock.instant())
                        .getLast()
                        .secret()
                        .reveal();
        Browser browser = portal.browser();
        browser.post(
                "/invitation",
                "link",
                link.substring(link.indexOf('=') + 1),
                "newPassword",
                WANTED,
                "confirmPassword",
                WANTED);
        return browser;
    }

    private static Answer add(Browser browser, String username, String email) {
        return browser.post(PAGE + "/add", "username", username, "email", email);
    }

    private Optional<Account> account(String name) {
        return portal.get(Accounts.class).find(LoginName.of(name));
    }
}
