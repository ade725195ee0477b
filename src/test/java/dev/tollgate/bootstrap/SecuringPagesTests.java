package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.totp.TotpSecret;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The own activity over HTTP, and the walk of "Was not you?".
class SecuringPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/account/secure";
    private static final String CHOSEN = "seven green ducks fly";
    private static final Pattern OLDER = Pattern.compile("\\?before=([0-9a-f-]+)");
    private static final Pattern SET = Pattern.compile("name=\"made\" value=\"([0-9]+)\"");

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @Test
    void walkWhenGoneToTheEndThenOthersAreOutAndOldCodesAreDead() {
        Browser owner = portal.loggedIn();
        TotpSecret secret = portal.turnOn(owner);
        Browser thief = portal.loggedIn(secret);
        Set<String> old = codes();
        begin(owner);

        Answer changed = changePassword(owner, WebPortal.PASSWORD);
        assertThat(changed.location()).isEqualTo(PAGE + "?edited");
        assertThat(thief.get("/").location()).startsWith("/login");
        assertThat(owner.get(PAGE).body())
                .contains("Password changed today", "Nobody else is logged in", "Make new codes")
                .doesNotContain("newPassword");

        assertThat(owner.post("/account/security/recovery-codes").location())
                .isEqualTo("/account/security?confirm=recovery-codes");
        Answer made =
                owner.post(
                        "/account/security/confirm",
                        "purpose",
                        "recovery-codes",
                        "password",
                        CHOSEN,
                        "code",
                        portal.nextCode(secret));
        String set = made.find(SET).orElseThrow();
        assertThat(owner.get(PAGE).body()).doesNotContain("yours alone");
        Answer saved =
                owner.post("/account/security/recovery-codes/saved", "saved", "true", "made", set);
        assertThat(saved.location()).isEqualTo(PAGE + "?edited");
        assertThat(owner.get(PAGE).body()).contains("The account is yours alone");
        assertThat(codes()).doesNotContainAnyElementsOf(old);

        owner.post(PAGE + "/end");
        assertThat(owner.get(PAGE).body()).contains(">Begin<");
    }

    /// It goes on where it was left, in another browser; who came in meanwhile is shown and put
    /// out.
    @Test
    void walkWhenLeftThenGoesOnElsewhere() {
        Browser owner = portal.loggedIn();
        begin(owner);
        changePassword(owner, WebPortal.PASSWORD);
        Browser elsewhere = portal.browser();
        elsewhere.post("/login", "username", "admin", "password", CHOSEN);

        assertThat(elsewhere.get(PAGE).body())
                .contains("Password changed today", "Still logged in besides this browser: 1");
        assertThat(elsewhere.post(PAGE + "/log-out-others").location()).isEqualTo(PAGE + "?edited");
        assertThat(owner.get("/").location()).startsWith("/login");
        assertThat(elsewhere.get(PAGE).body())
                .contains("The account is yours alone", "Two-factor authentication is off");

        elsewhere.post(PAGE + "/end");
        assertThat(elsewhere.get("/account/activity").body())
                .contains("began to secure the account", "Ended securing the account");
    }

    /// The walk gives no right: its step asks for the current password and counts the wrong ones.
    @Test
    void stepWhenPasswordIsWrongThenRefusedAndTheFifthEndsTheSession() {
        Browser thief = portal.loggedIn();
        begin(thief);

        for (int i = 0; i < 4; i++) {
            Answer refused = changePassword(thief, "not the password");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("That is not your current password.", "Secure the account")
                    .doesNotContain(CHOSEN);
        }
        assertThat(changePassword(thief, "not the password").location())
                .isEqualTo("/login?why=session-ended");
        assertThat(thief.get(PAGE).location()).startsWith("/login");
    }

    /// From a page that was left open.
    @Test
    void stepWhenItsWalkHasEndedThenStillSaysWhatIsWrong() {
        Browser owner = portal.loggedIn();

        Answer refused = changePassword(owner, "not the password");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("That is not your current password.", ">Begin<");
        assertThat(owner.get(PAGE).body()).doesNotContain("newPassword");
    }

    @Test
    void walkWhenAWeekOldThenForgotten() {
        Browser owner = portal.loggedIn();
        begin(owner);
        portal.clock.advance(Duration.ofDays(7));

        Browser later = portal.loggedIn();
        assertThat(later.get(PAGE).body()).contains(">Begin<");
        begin(later);
        assertThat(later.get(PAGE).body()).contains("newPassword");
    }

    /// A link in a mail leads here over the login.
    @Test
    void linkWhenOpenedByNobodyThenLeadsOverTheLogin() {
        Browser browser = portal.browser();
        assertThat(browser.get(PAGE).location()).isEqualTo("/login?next=%2Faccount%2Fsecure");
        Answer in =
                browser.post(
                        "/login",
                        "username",
                        "admin",
                        "password",
                        WebPortal.PASSWORD,
                        "next",
                        PAGE);
        assertThat(in.location()).isEqualTo(PAGE);
    }

    @Test
    void activityWhenLongThenPagesHoldEachEventOnceAndNothingOlderThan90Days() {
        portal.loggedIn(); // this login and the set-up before it are too old
        portal.clock.advance(Duration.ofDays(90).plusMillis(1));
        Browser owner = portal.loggedIn();
        for (int i = 0; i < 120; i++) {
            event("00000000-0000-7000-8000-%012d".formatted(i), "admin");
        }
        event("00000000-0000-7000-8000-999999999999", "nobody");

        Answer page = owner.get("/account/activity");
        int shown = rows(page);
        Set<String> seen = new HashSet<>();
        while (page.find(OLDER).isPresent()) {
            assertThat(seen.add(page.find(OLDER).get())).isTrue();
            page = owner.get("/account/activity?before=" + page.find(OLDER).get());
            shown += rows(page);
        }

        assertThat(seen).hasSize(2);
        assertThat(shown).isEqualTo(120 + 1);
        assertThat(page.body()).doesNotContain(">Older<");
    }

    @Test
    void activityWhenPlaceIsForgedThenShowsOwnEventsOnly() {
        Browser owner = portal.loggedIn();
        for (String place :
                List.of(
                        "",
                        "x",
                        "-1-",
                        "999999999999999-",
                        "99999999999999999999-a",
                        "1-",
                        "'--")) {
            Answer page = owner.get("/account/activity?before=" + place);
            WebPortal.expect(page, 200);
        }
        assertThat(owner.get("/account/activity?before=1-").body()).contains("Nothing is older");
    }

    private void begin(Browser browser) {
        assertThat(browser.post(PAGE).location()).isEqualTo(PAGE);
        portal.clock.advance(Duration.ofSeconds(1));
        assertThat(browser.get(PAGE).body()).contains("newPassword");
    }

    private static Answer changePassword(Browser browser, String current) {
        return browser.post(
                PAGE + "/password",
                "currentPassword",
                current,
                "newPassword",
                CHOSEN,
                "confirmPassword",
                CHOSEN);
    }

    private void event(String id, String target) {
        portal.write(
                """
                insert into audit (id, at, kind, outcome, target, address, user_agent, session, reason)
                select '%s', %d, 'LOGIN_REFUSED', 'REFUSED', coalesce(min(id), 'x'), '192.0.2.9', '',
                       '', '%s' from account where username = '%s'"""
                        .formatted(id, portal.clock.instant().toEpochMilli(), id, target));
    }

    private static int rows(Answer page) {
        return page.body().split("activity-what", -1).length - 1;
    }

    private Set<String> codes() {
        return Set.copyOf(
                portal.jdbc().sql("select digest from recovery_code").query(String.class).list());
    }
}
