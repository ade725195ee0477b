package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.HeldHashing;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.account.Role;
import dev.tollgate.notice.Mails;
import dev.tollgate.notice.TestMails;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Invitations over HTTP, from "Send Invitation" to the set-up of two-factor authentication.
class InvitationPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String WANTED = "nine blue geese swim home";

    private WebPortal portal;
    private TestStaff staff;
    private Account user;

    @BeforeEach
    void open() {
        portal = PORTALS.mailing();
        staff = portal.staff();
        user = staff.make(Role.EMPLOYEE, portal.clock.instant());
    }

    @Test
    void invitationWhenSentAndAcceptedThenLoggedInAndLedToTwoFactor() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get(address("")).words()).contains("Send Invitation");
        assertThat(admin.get(address("/invitation")).words()).contains(user.email());
        Answer sent = admin.post(address("/invitation"));
        assertThat(sent.location()).isEqualTo(address("?edited"));
        assertThat(admin.get(address("")).words()).contains("Invited today");
        assertThat(admin.get("/extensions").words()).contains("Invited today");

        Browser browser = portal.browser();
        String link = link();
        Answer page = browser.get(link);
        assertThat(page.words()).contains("Welcome").contains(user.username());
        Answer in = accept(browser, link);

        assertThat(in.location()).isEqualTo("/account/security?step=method&first");
        assertThat(browser.get(in.location()).words())
                .contains("Authenticated by Authenticator")
                .contains("Later");
        assertThat(admin.get(address("")).words()).doesNotContain("Invited today");
        assertThat(admin.get("/extensions").words()).doesNotContain("Invited today");
        assertThat(accept(portal.browser(), link).status()).isEqualTo(410);
    }

    @Test
    void stateWhenDaysGoByThenSaysHowMany() {
        portal.loggedIn().post(address("/invitation"));
        portal.clock.advance(Duration.ofDays(1));
        assertThat(portal.loggedIn().get(address("")).words()).contains("Invited yesterday");
        portal.clock.advance(Duration.ofDays(2));
        assertThat(portal.loggedIn().get(address("")).words()).contains("Invited 3 days ago");
        assertThat(portal.loggedIn().get("/extensions").words()).contains("Invited 3 days ago");
        portal.clock.advance(Duration.ofDays(4));
        assertThat(portal.loggedIn().get(address("")).words()).contains("Expired");
        assertThat(portal.loggedIn().get("/extensions").words()).contains("Invitation expired");
        staff.disable(user);
        assertThat(portal.loggedIn().get("/extensions").words())
                .doesNotContain("Invitation expired");
    }

    @Test
    void letterWhenPrintedThenTheListSaysHowLongItWorks() {
        Browser admin = portal.loggedIn();
        assertThat(admin.post(address("/letter")).status()).isEqualTo(200);

        assertThat(admin.get("/extensions").words()).contains("Letter, works until");
        portal.clock.advance(Duration.ofDays(8));
        assertThat(portal.loggedIn().get("/extensions").words())
                .contains("Letter expired")
                .doesNotContain("works until");
        portal.loggedIn().post(address("/invitation"), "password", WebPortal.PASSWORD);
        assertThat(portal.loggedIn().get("/extensions").words())
                .contains("Invited today")
                .doesNotContain("Letter expired");
    }

    /// The link still works, and the form says when.
    @Test
    void acceptWhenNobodyHasTimeForThePasswordThenTheFormComesBack() {
        portal.loggedIn().post(address("/invitation"));
        String link = link();
        Browser browser = portal.browser();
        browser.get(link);
        try (HeldHashing held = new HeldHashing(portal.get(PasswordHasher.class))) {
            held.places(HashingLane.KNOWN).places(HashingLane.UNKNOWN);
            Answer busy = accept(browser, link);

            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.header("retry-after")).contains("2");
            assertThat(busy.words()).contains("Busy right now. Try again in 2 seconds.");
            assertThat(busy.body()).contains(token(link)).doesNotContain(WANTED);
        }
        assertThat(accept(browser, link).location())
                .isEqualTo("/account/security?step=method&first");
    }

    @Test
    void sendWhenPasswordWasLongAgoThenAsksForItFirst() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = admin.post(address("/invitation"));
        assertThat(asked.body()).contains("type=\"password\"");
        assertThat(mails()).isZero();
        Answer sent = admin.post(address("/invitation"), "password", WebPortal.PASSWORD);

        assertThat(sent.location()).isEqualTo(address("?edited"));
        assertThat(mails()).isOne();
    }

    @Test
    void sendWhenNoAddressOrNoMailServerThenDisabledWithTheReason() {
        portal.write("update account set email = '' where username = '" + user.username() + "'");
        String without = portal.loggedIn().get(address("/invitation")).body();
        assertThat(without)
                .contains("There is no email address here.")
                .doesNotContain(">Send Invitation<");
        assertThat(portal.loggedIn().get(address("")).body())
                .containsPattern("disabled[^>]*>Send Invitation");

        WebPortal mute = PORTALS.sqlite();
        Browser admin = mute.loggedIn();
        mute.addExtension(admin);
        assertThat(admin.get("/extensions/1001").words()).contains("Set up Email first");
    }

    /// Whoever is led to accept another's invitation by a page of theirs: it cannot be posted from
    /// there.
    @Test
    void acceptWhenPostedFromAnotherSiteThenRefused() {
        portal.loggedIn().post(address("/invitation"));
        Browser victim = portal.loggedIn();
        String cookie = victim.cookies().get("tollgate");

        Answer answer =
                victim.send(
                        victim.request("/invitation")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", "https://evil.example")
                                .POST(
                                        BodyPublishers.ofString(
                                                Browser.encoded(
                                                        "link",
                                                        token(link()),
                                                        "newPassword",
                                                        WANTED,
                                                        "confirmPassword",
                                                        WANTED,
                                                        "_csrf",
                                                        victim.token()))));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(victim.cookies()).containsEntry("tollgate", cookie);
    }

    /// The cookie of the session that was open is about to be replaced.
    @Test
    void acceptWhenAnotherIsLoggedInHereThenThatSessionEnds() {
        Browser admin = portal.loggedIn();
        admin.post(address("/invitation"));
        Browser before = admin.copy();

        accept(admin, link());

        assertThat(before.get("/").location()).startsWith("/login");
        assertThat(admin.get("/").words()).contains(user.username());
    }

    @Test
    void linkWhenSentThenInNoTableAndNoLog() {
        try (CapturedLog log = CapturedLog.open()) {
            portal.loggedIn().post(address("/invitation"));
            String link = link();
            assertThat(portal.snapshot().rows().toString()).doesNotContain(token(link));
            accept(portal.browser(), link);
            accept(portal.browser(), link);
            assertThat(log.lines().toString()).doesNotContain(token(link));
        }
    }

    private String address(String page) {
        return "/extensions/" + user.username() + page;
    }

    private String link() {
        return TestMails.of(portal.get(Mails.class), user.id(), portal.clock.instant())
                .getLast()
                .secret()
                .reveal();
    }

    private int mails() {
        return TestMails.of(portal.get(Mails.class), user.id(), portal.clock.instant()).size();
    }

    private static Answer accept(Browser browser, String link) {
        return browser.post(
                "/invitation",
                "link",
                token(link),
                "newPassword",
                WANTED,
                "confirmPassword",
                WANTED);
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }
}
