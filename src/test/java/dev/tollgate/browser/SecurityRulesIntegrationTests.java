package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpStatus;

/// Wrong passwords from one address until it is blocked, and the ways out that "Security Rules"
/// has. In a portal of its own, for all browsers here come from the same address.
class SecurityRulesIntegrationTests {

    private static final String HERE = "127.0.0.1";
    private static final String BLOCKED = "Too many wrong passwords.";
    private static final String WRONG = "The username or the password is wrong.";

    /// 30, and one for each account that has logged in from there.
    private static final int TRIES = 32;

    /// Four of each name, so that none of them has to wait.
    private static final String GUESSES =
            """
            async times => {
                const form = document.querySelector("form");
                const answers = [];
                for (let i = 0; i < times; i++) {
                    const guess = new URLSearchParams(new FormData(form));
                    guess.set("username", "nobody" + Math.floor(i / 4));
                    guess.set("password", "nine blue geese swim");
                    const answer = await fetch(form.action, {method: "POST", body: guess});
                    answers.push(answer.status);
                }
                return answers;
            }""";

    @RegisterExtension final Chromium chromium = new Chromium();

    private PackagedPortal portal;
    private Walk admin;
    private Visitor office;
    private Phone phone;

    @Test
    void addressWhenBlockedThenAllowedOrReleasedAndTheCodeIsAskedForAllTheSame() {
        try (PackagedPortal opened = PackagedPortal.open("rules")) {
            portal = opened;
            admin = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            office = admin.visitor();
            admin.setUp(portal);
            admin.go(office.link("Later"));
            employ();

            block();
            allow();
            allowNoMore();
            release();
            changePolicy();
            readTheLogs();
        }
    }

    /// The only one besides the administrator.
    private void employ() {
        Walk ana = stranger();
        admin.addExtension("1001", "Ana Silva", "");
        String password = admin.oneTimePassword();
        ana.logIn(password);
        ana.choosePassword(Walk.PASSWORD, "Save");
        phone = ana.turnOnTwoFactor();
    }

    /// Most of it as a thief's program does it.
    private void block() {
        Visitor visitor = chromium.visitor(portal, Device.DESKTOP);
        visitor.open("/login");
        assertThat(visitor.page().evaluate(GUESSES, TRIES - 1))
                .isEqualTo(Collections.nCopies(TRIES - 1, HttpStatus.UNAUTHORIZED.value()));
        guess(visitor, "nobody");
        assertThat(visitor.alert()).hasText(WRONG);
        guess(visitor, "nobody");
        assertThat(visitor.alert()).containsText(BLOCKED);
        Walk ana = stranger();
        ana.logIn(Walk.PASSWORD);
        assertThat(ana.visitor().alert()).containsText(BLOCKED);

        openRules();
        assertThat(office.row(HERE + " you")).containsText("Wrong passwords: " + TRIES);
    }

    private void allow() {
        admin.go(office.link("Allow this address: " + HERE));
        admin.go(office.button("Add"));
        assertThat(office.row(HERE + " you")).isVisible();
        Walk ana = stranger();
        guess(ana.visitor(), "somebody");
        assertThat(ana.visitor().alert()).hasText(WRONG);
        ana.logIn(Walk.PASSWORD);
        ana.enterCode(phone::nextCode);
        assertThat(ana.visitor().heading("Home")).isVisible();
    }

    private void allowNoMore() {
        admin.go(office.link("Remove " + HERE));
        admin.go(office.button("Remove"));
        assertThat(office.heading("No address is allowed.")).isVisible();
        Walk ana = stranger();
        ana.logIn(Walk.PASSWORD);
        assertThat(ana.visitor().alert()).containsText(BLOCKED);
    }

    private void release() {
        openRules();
        admin.go(office.link("Delete the block of " + HERE));
        admin.go(office.button("Delete"));
        assertThat(office.heading("Nothing is blocked.")).isVisible();
        Walk ana = stranger();
        ana.logIn(Walk.PASSWORD);
        assertThat(ana.visitor().field("Authentication Code")).isVisible();
    }

    private void changePolicy() {
        office.open("/security/settings");
        admin.type(office.field("Automatic Logout (minutes)"), "20");
        admin.go(office.button("Save"));
        assertThat(office.status()).hasText("Edited successfully.");
    }

    private void readTheLogs() {
        admin.openLogs("");
        assertThat(admin.logged("Not logged in", "An address was blocked")).hasCount(1);
        assertThat(admin.logged("admin", "Set that 127.0.0.1 is never blocked")).hasCount(1);
        assertThat(admin.logged("admin", "Set that 127.0.0.1 can be blocked again")).hasCount(1);
        assertThat(admin.logged("admin", "Ended the block of 127.0.0.1")).hasCount(1);
        String changed = "Changed the security options: Automatic Logout: 15 minutes → 20 minutes";
        assertThat(admin.logged("admin", changed)).hasCount(1);
        assertThat(office.page().content()).doesNotContain(Walk.PASSWORD, phone.spentCode());
    }

    private void openRules() {
        office.open("/security/rules");
        assertThat(office.heading("Security Rules")).isVisible();
    }

    private static void guess(Visitor visitor, String username) {
        visitor.field("Username").fill(username);
        visitor.field("Password").fill("nine blue geese swim");
        visitor.follow(visitor.button("Log In")::click);
    }

    /// Ana in a browser that nobody has logged in from.
    private Walk stranger() {
        Walk ana =
                new Walk(
                        chromium.visitor(portal, Device.DESKTOP),
                        Hand.MOUSE,
                        "1001",
                        "1001 Ana Silva");
        ana.visitor().open("/login");
        return ana;
    }
}
