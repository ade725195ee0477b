package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of a refusal or failure says what happened, and under which number the log has it.
class FailurePageTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Pattern REFERENCE = Pattern.compile("<code>([0-9a-f]{8})</code>");

    private WebPortal portal;
    private Browser browser;
    private CapturedLog log;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        browser = portal.loggedIn();
        browser.token();
        log = CapturedLog.open();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void pageWhenRefusedThenWordedAndUnderItsNumberInTheLog() {
        assertWorded(browser.get("/nothing"), 404, "This page does not exist");
        assertWorded(browser.get("/error"), 404, "This page does not exist");
        assertWorded(browser.get("/account/security/turn-off"), 405, "cannot be done that way");
        assertWorded(browser.postWithout("/account/stay"), 403, "This page was open too long");
        assertWorded(portal.wire().send("GET", "/login;x", Map.of(), ""), 400, "cannot be read");
        assertWorded(
                portal.wire().send("GET", "/login?a=%zz", Map.of(), ""), 400, "cannot be read");
        assertWorded(browser.postWithout("/login", "a", "a".repeat(100_000)), 413, "too large");
        assertThat(log.lines()).as("no stack trace").noneMatch(line -> line.contains("\n"));
    }

    @Test
    void pageWhenTheMistakeIsOursThenWordedAndTheLogHasTheCause() {
        portal.jdbc().sql("update account set role = 'NOBODY'").update();
        Answer answer = browser.get("/account/security");
        assertWorded(answer, 500, "Something went wrong here");
        assertThat(log.lines())
                .anyMatch(
                        line ->
                                line.contains(reference(answer))
                                        && line.contains("IllegalArgumentException"));
        assertThat(answer.body()).doesNotContain("NOBODY", "Exception", "dev.tollgate");
    }

    /// The page of a failure knows nobody: whoever is logged in sees no name of theirs on it.
    @Test
    void pageWhenSomebodyIsLoggedInThenNamesNobody() {
        assertThat(browser.get("/nothing").words()).doesNotContain("admin", "Log out", "login");
    }

    @Test
    void pageWhenAskedForInAnyLanguageOrFormatThenTheSame() {
        for (Map<String, String> headers :
                List.of(
                        Map.of("Accept", "application/json"),
                        Map.of("Accept", "text/plain"),
                        Map.of("Accept", "nonsense"),
                        Map.of("Accept-Language", "de"),
                        Map.of("X-Requested-With", "XMLHttpRequest"))) {
            Answer answer = portal.wire().send("GET", "/login;x", headers, "");
            assertWorded(answer, 400, "cannot be read");
        }
    }

    private void assertWorded(Answer answer, int status, String words) {
        WebPortal.expect(answer, status);
        assertThat(answer.header("content-type")).contains("text/html;charset=UTF-8");
        assertThat(answer.words()).contains(String.valueOf(status), words, "Reference");
        String reference = reference(answer);
        assertThat(log.lines()).filteredOn(line -> line.contains(reference)).hasSize(1);
    }

    private static String reference(Answer answer) {
        return answer.find(REFERENCE).orElseThrow();
    }
}
