package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.totp.TotpSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the standards ask of every page, tried at all of them. The numbers are those of
/// `docs/standards.md`.
class PageStandardsTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Pattern RECOVERY_CODE =
            Pattern.compile("<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>");

    private WebPortal portal;
    private Browser administrator;
    private Browser employee;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        administrator = portal.loggedIn();
        employee = portal.employee(portal.addExtension(administrator));
    }

    /// OT-13, RC-07: what has been confirmed and shown cannot be read back, by its owner or by an
    /// administrator.
    @Test
    void secretWhenConfirmedThenOnNoPage() {
        String page = portal.beginEnrolment(administrator);
        TotpSecret secret = portal.secret(administrator, page);
        Answer on = administrator.post(page, "code", portal.code(secret));
        List<String> hidden =
                new ArrayList<>(
                        RECOVERY_CODE
                                .matcher(on.body())
                                .results()
                                .map(found -> found.group(1))
                                .toList());
        assertThat(hidden).hasSize(10);
        hidden.addAll(List.of(secret.base32(), secret.grouped()));
        String handle = page.substring(page.lastIndexOf('/') + 1);

        Map<String, String> pages = pages(administrator, handle);
        pages.put(page, administrator.get(page).body());

        assertThat(pages).hasSizeGreaterThan(15);
        pages.forEach((path, body) -> assertThat(body).as(path).doesNotContain(hidden));
        pages(employee, handle)
                .forEach((path, body) -> assertThat(body).as(path).doesNotContain(hidden));
    }

    /// WB-08: names that people and browsers give themselves are text, wherever they are shown.
    @Test
    void textWhenItIsMarkupThenEscapedOnEveryPage() {
        String markup = "<tg9 x=\"'>";
        portal.turnOn(administrator);
        portal.write(
                "update extension set name = '<tg9 x=\"''>'",
                "update totp set name = '<tg9 x=\"''>'",
                "update session set user_agent = '<tg9 x=\"''>'",
                "update audit set user_agent = '<tg9 x=\"''>', reason = '<tg9 x=\"''>'",
                "update notice set detail = '<tg9 x=\"''>'");

        Map<String, String> pages = pages(administrator, "x");

        assertThat(pages.values()).noneMatch(body -> body.contains("<tg9"));
        assertThat(pages(employee, "x").values()).noneMatch(body -> body.contains("<tg9"));
        assertThat(pages.values().stream().filter(body -> body.contains("&lt;tg9")).count())
                .as("pages that show " + markup)
                .isGreaterThan(3);
    }

    /// SE-10: the way out is on every page.
    @Test
    void logOutWhenLoggedInThenOnEveryPage() {
        for (Browser browser : List.of(administrator, employee)) {
            Map<String, String> pages = pages(browser, "x");
            assertThat(pages).hasSizeGreaterThan(4);
            pages.forEach((path, body) -> assertThat(body).as(path).contains("action=\"/logout\""));
        }
    }

    /// PW-07, PW-10: at each place where a password is set, a guessable one is refused with the
    /// reason, and the change of one's own takes the one before.
    @Test
    void passwordWhenGuessableOrTheOldOneIsMissingThenRefused() {
        for (String guessable : List.of("tollgate tollgate tollgate", "qwertyuiopasdfghjkl")) {
            Answer refused = change(employee, "x", guessable);
            assertThat(refused.status()).as(guessable).isEqualTo(422);
        }
        Browser owner = portal.loggedIn();
        Answer known = change(owner, WebPortal.PASSWORD, "tollgate tollgate tollgate");
        assertThat(known.status()).isEqualTo(422);
        assertThat(known.words().toLowerCase(Locale.ROOT)).contains("tollgate");

        for (String before : List.of("", "wrong")) {
            Answer refused = change(owner, before, "nine green bottles on a wall");
            assertThat(refused.status()).as(before).isEqualTo(422);
        }
        assertThat(
                        portal.jdbc()
                                .sql("select count(*) from attempt where kind = 'CONFIRMATION'")
                                .query((row, _) -> row.getLong(1))
                                .single())
                .isPositive();
        WebPortal.expect(portal.afterPassword().get("/"), 200);
    }

    private static Answer change(Browser browser, String current, String wanted) {
        return browser.post(
                "/account/password",
                "currentPassword",
                current,
                "newPassword",
                wanted,
                "confirmPassword",
                wanted);
    }

    /// Every page that opens, by its address.
    private Map<String, String> pages(Browser browser, String handle) {
        Map<String, String> pages = new TreeMap<>();
        for (String id : portal.jdbc().sql("select id from account").query(String.class).list()) {
            for (String path : Routes.of(portal).paths(handle, id)) {
                if (!Routes.isPublic("GET", path)) {
                    Answer answer = browser.get(path);
                    if (answer.status() == 200 && answer.body().contains("<title")) {
                        pages.put(path, answer.body());
                    }
                }
            }
        }
        return pages;
    }
}
