package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.login.ForgottenPasswords;
import dev.tollgate.login.TestResets;
import dev.tollgate.notice.Mail;
import dev.tollgate.notice.Mails;
import dev.tollgate.notice.TestMails;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// "Forgot password?" over HTTP, with a mail server set.
class ForgottenPasswordTests {

    private static final String WANTED = "nine blue geese swim home";

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.mailing();
    }

    @Test
    void resetWhenLinkIsOpenedThenLeadsToALoginWithTheNewPassword() {
        String link = link("admin");
        Browser browser = portal.browser();

        Answer page = browser.get(link);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.words()).contains("admin").contains("Acme PBX");
        Answer done = post(browser, link, WANTED);
        assertThat(done.location()).isEqualTo("/login?why=password-set&username=admin");
        assertThat(done.setCookies()).noneMatch(cookie -> cookie.startsWith("tollgate="));
        assertThat(done.setCookies()).anyMatch(cookie -> cookie.startsWith("tollgate-browser-"));
        assertThat(browser.get("/").location()).isEqualTo("/login");
        assertThat(browser.follow(done).words()).contains("Your new password is set.");
        Answer in = browser.post("/login", "username", "admin", "password", WANTED);
        assertThat(in.location()).isEqualTo("/");
        assertThat(post(browser, link, WANTED).status()).isEqualTo(410);
    }

    @Test
    void resetWhenTwoFactorIsOnThenLoginAsksForTheCode() {
        portal.turnOn(portal.loggedIn());
        Browser browser = portal.browser();
        post(browser, link("admin"), WANTED);

        Answer in = browser.post("/login", "username", "admin", "password", WANTED);

        assertThat(in.location()).isEqualTo("/login/code");
        assertThat(browser.get("/").location()).isEqualTo("/login");
    }

    @Test
    void linkWhenOnlyOpenedThenNothingChanges() {
        String link = link("admin");
        Snapshot before = portal.snapshot();
        for (int i = 0; i < 3; i++) {
            WebPortal.expect(portal.browser().get(link), 200);
            Browser browser = portal.browser();
            WebPortal.expect(browser.send(browser.request(link).method("HEAD", none())), 200);
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void linkWhenPostedFromAnotherSiteThenRefused() {
        String link = link("admin");
        Browser browser = portal.browser();
        browser.get(link);
        Snapshot before = portal.snapshot();

        Answer without =
                browser.postWithout(path(link), "link", token(link), "newPassword", WANTED);
        Answer crossSite =
                browser.send(
                        browser.request(path(link))
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(none()));

        assertThat(without.status()).isEqualTo(403);
        assertThat(crossSite.status()).isEqualTo(403);
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// PP-10: the name typed at "Forgot password" was run as SQL.
    @Test
    void answerWhenAnyNameThenTheSame() {
        Shown known = ask("admin");
        assertThat(known.location()).isEqualTo("/login/forgot?sent");
        for (String name :
                List.of(
                        "nobody",
                        "ADMIN",
                        "admin@example.com",
                        "' or '1'='1",
                        "a".repeat(3000),
                        "\u0000")) {
            assertThat(ask(name)).as(name).isEqualTo(known);
        }
        portal.write("update account set status = 'DISABLED'");
        assertThat(ask("admin")).isEqualTo(known);
        assertThat(portal.browser().get("/login/forgot?sent").words())
                .contains("If that account has an email address, a link is on its way. No email?");
    }

    /// What the request does to the database is the same too, and so is its time.
    @Test
    void requestWhenAnyNameThenTouchesTheSameTablesAndHoldsNoName() {
        portal.browser().token();
        Snapshot start = portal.snapshot();
        ask("admin");
        Snapshot between = portal.snapshot();
        ask("secretly-typed-password");
        Snapshot end = portal.snapshot();

        assertThat(tables(between, start)).containsOnly("attempt", "budget", "reset_request");
        assertThat(tables(end, between)).isEqualTo(Set.of("attempt", "budget", "reset_request"));
        answerAll();
        assertThat(portal.snapshot().rows().toString())
                .doesNotContain("secretly-typed")
                .contains("unknown name");
    }

    @Test
    void mailWhenHostHeaderIsForgedThenHoldsAPathOnly() {
        Browser browser = portal.browser();
        String body = "username=admin&_csrf=" + encoded(browser.token());
        Answer answer =
                portal.wire()
                        .send(
                                "POST",
                                "/login/forgot",
                                Map.of(
                                        "Host", "evil.example",
                                        "X-Forwarded-Host", "evil.example",
                                        "Cookie", browser.cookieHeader(),
                                        "Content-Type", "application/x-www-form-urlencoded"),
                                body);
        assertThat(answer.location()).isEqualTo("/login/forgot?sent");
        answerAll();

        Mail mail = mails("admin").getLast();
        assertThat(mail.address()).isEqualTo("admin@example.com");
        assertThat(mail.secret().reveal()).matches("/login/reset\\?link=[A-Za-z0-9_-]{43}");
    }

    @Test
    void linkWhenAskedForAndUsedThenInNoLogAndNoTable() {
        try (CapturedLog log = CapturedLog.open()) {
            String link = link("admin");
            Browser browser = portal.browser();
            browser.get(link);
            post(browser, link, "short");
            String inTables = portal.snapshot().rows().toString();
            post(browser, link, WANTED);
            post(browser, link, WANTED);
            assertThat(inTables).doesNotContain(token(link));
            assertThat(log.lines().toString()).doesNotContain(token(link)).doesNotContain(WANTED);
        }
    }

    @Test
    void linkWhenMadeUpOrOfAnotherShapeThenGone() {
        String made = link("admin");
        for (String query :
                List.of(
                        "",
                        "?link=",
                        "?link=" + "A".repeat(43),
                        "?link=" + token(made) + "A",
                        "?link=%00",
                        "?link=" + token(made).toLowerCase(Locale.ROOT) + "%20")) {
            Answer answer = portal.browser().get("/login/reset" + query);
            assertThat(answer.status()).as(query).isEqualTo(410);
            assertThat(answer.words()).contains("This link no longer works.");
        }
    }

    @Test
    void forgotWhenNoNameOrTooOftenThenSaysSo() {
        Browser browser = portal.browser();
        Answer empty = browser.post("/login/forgot", "username", " ");
        assertThat(empty.status()).isEqualTo(422);
        for (int i = 0; i < 20; i++) {
            ask("nobody" + i);
        }
        Answer later = browser.post("/login/forgot", "username", "admin");
        assertThat(later.status()).isEqualTo(429);
        assertThat(later.header("retry-after")).isPresent();
        assertThat(later.words()).contains("Too many links were asked for from here.");
    }

    private Shown ask(String name) {
        Browser browser = portal.browser();
        Answer answer = browser.post("/login/forgot", "username", name);
        Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
        headers.remove("date");
        headers.remove("connection");
        return new Shown(answer.status(), answer.location(), headers, answer.body());
    }

    private String link(String name) {
        ask(name);
        answerAll();
        return mails(name).getLast().secret().reveal();
    }

    private void answerAll() {
        TestResets.answerAll(portal.get(ForgottenPasswords.class), portal.clock.instant());
    }

    private List<Mail> mails(String name) {
        Account account = portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow();
        return TestMails.of(portal.get(Mails.class), account.id(), portal.clock.instant());
    }

    private static Set<String> tables(Snapshot after, Snapshot before) {
        return after.changesSince(before).stream()
                .map(change -> change.split(" ", 3)[1])
                .collect(Collectors.toSet());
    }

    private static Answer post(Browser browser, String link, String password) {
        return browser.post(
                path(link),
                "link",
                token(link),
                "newPassword",
                password,
                "confirmPassword",
                password);
    }

    private static String path(String link) {
        return link.substring(0, link.indexOf('?'));
    }

    private static String token(String link) {
        return link.substring(link.indexOf('=') + 1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher none() {
        return BodyPublishers.noBody();
    }

    private record Shown(
            int status, String location, Map<String, List<String>> headers, String body) {}
}
