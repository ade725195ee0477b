package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.notice.Mail;
import dev.tollgate.notice.Mails;
import dev.tollgate.notice.TestMails;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// "Administrator Settings" and "User Settings" over HTTP.
class ProfilePagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String WANTED = "ana@home.example";

    private WebPortal portal;
    private Account user;
    private Browser browser;

    @BeforeEach
    void open() {
        portal = PORTALS.mailing();
        TestStaff staff = portal.staff();
        user = staff.make(Role.EMPLOYEE, portal.clock.instant());
        browser = portal.browser();
        browser.post("/login", "username", user.username(), "password", TestStaff.PASSWORD);
    }

    @Test
    void emailWhenChangedThenPasswordFirstThenTheClickAtTheNewAddress() {
        Answer asked = browser.post("/account/profile/email", "email", WANTED);
        assertThat(asked.body()).contains("type=\"password\"").contains(WANTED);
        assertThat(mails()).isEmpty();
        Answer sent = change(WANTED);
        assertThat(sent.location()).isEqualTo("/account/profile?edited");
        assertThat(browser.get("/account/profile").words())
                .contains("Waiting for the click at " + WANTED);

        String link = mails().getLast().secret().reveal();
        Browser mailbox = portal.browser();
        Answer page = mailbox.get(link);
        assertThat(page.words()).contains(WANTED).contains(user.username());
        assertThat(reload().email()).isEqualTo(user.email());
        Answer done = mailbox.post("/confirm-email", "link", token(link));

        assertThat(done.words()).contains(WANTED + " is confirmed");
        assertThat(reload().email()).isEqualTo(WANTED);
        assertThat(mailbox.post("/confirm-email", "link", token(link)).status()).isEqualTo(410);
        assertThat(browser.get("/account/profile").body()).contains(WANTED);
    }

    @Test
    void emailWhenPasswordIsWrongThenNothingIsMailed() {
        Answer wrong =
                browser.post("/account/profile/email", "email", WANTED, "password", "wrong one");

        assertThat(wrong.words()).contains("That is not your password.");
        assertThat(mails()).isEmpty();
    }

    @Test
    void emailWhenItIsNoneThenSaidAtTheField() {
        for (String typed : List.of("ana", "", "a@b.example\r\nBcc: c@d.example")) {
            Answer answer = browser.post("/account/profile/email", "email", typed);
            assertThat(answer.status()).as(typed).isEqualTo(422);
            assertThat(answer.body()).contains("email-error");
        }
        assertThat(mails()).isEmpty();
    }

    /// Whether somebody else has it only whoever reads its mail may know.
    @Test
    void emailWhenAnotherHasItThenAskedAlikeAndToldBehindTheLink() {
        Answer answer = change("admin@example.com");
        assertThat(answer.location()).isEqualTo("/account/profile?edited");

        String link = mails().getLast().secret().reveal();
        Answer taken = portal.browser().post("/confirm-email", "link", token(link));

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.words()).contains("Another account has admin@example.com");
        assertThat(reload().email()).isEqualTo(user.email());
    }

    @Test
    void changeWhenCancelledThenItsLinkIsDead() {
        change(WANTED);
        String link = mails().getLast().secret().reveal();
        browser.post("/account/profile/cancel", "kind", "email");

        assertThat(portal.browser().get(link).status()).isEqualTo(410);
        assertThat(browser.get("/account/profile").words()).doesNotContain("Waiting for");
    }

    @Test
    void secondAddressWhenConfirmedThenShownAndTakenAwayAgain() {
        Answer sent =
                browser.post(
                        "/account/profile/notice-email",
                        "noticeEmail",
                        WANTED,
                        "password",
                        TestStaff.PASSWORD);
        assertThat(sent.location()).isEqualTo("/account/profile?edited");
        Mail mail = mails().getLast();
        assertThat(mail.address()).isEqualTo(WANTED);
        String link = mail.secret().reveal();
        portal.browser().post("/confirm-email", "link", token(link));
        assertThat(portal.get(Accounts.class).noticeEmail(user.id())).isEqualTo(WANTED);

        browser.post("/account/profile/notice-email", "noticeEmail", " ");
        assertThat(portal.get(Accounts.class).noticeEmail(user.id())).isEmpty();
    }

    @Test
    void nameWhenChangedThenShownInTheHeader() {
        assertThat(browser.get("/account/profile").words()).contains("User Settings");
        Answer saved = browser.post("/account/profile", "name", "Ana Souza");

        assertThat(saved.location()).isEqualTo("/account/profile?edited");
        assertThat(browser.get("/").words()).contains(user.username() + " Ana Souza");
        assertThat(browser.post("/account/profile", "name", "a\u0000b").status()).isEqualTo(422);
    }

    @Test
    void pageWhenOfAnAdministratorThenNamedSoAndWithoutAName() {
        Answer page = portal.loggedIn().get("/account/profile");

        assertThat(page.words()).contains("Administrator Settings");
        assertThat(page.body()).contains("admin@example.com").doesNotContain("name=\"name\"");
    }

    private Answer change(String address) {
        return browser.post(
                "/account/profile/email", "email", address, "password", TestStaff.PASSWORD);
    }

    private List<Mail> mails() {
        return TestMails.of(portal.get(Mails.class), user.id(), portal.clock.instant());
    }

    private Account reload() {
        return portal.get(Accounts.class).get(user.id()).orElseThrow();
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }
}
