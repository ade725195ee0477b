package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Opens every page in a browser, under the portal's own content policy.
///
/// With `-Dpages.shots=regex` only the pages whose names match, and they are also drawn into
/// `target/pages`, for people to look at.
class PagesIntegrationTests {

    private static TestPageServer server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        server = TestPageServer.start();
        playwright = TestBrowser.playwright();
        browser = TestBrowser.launch(playwright);
    }

    @AfterAll
    static void close() {
        playwright.close();
        server.close();
    }

    @Test
    void pagesWhenLightThenAccessibleAndWithinThePolicy() {
        look("light", 1366, 768, PagesIntegrationTests::inspect);

        assertThat(complaints).isEmpty();
    }

    @Test
    void pagesWhenDarkThenAccessibleAndWithinThePolicy() {
        look("dark", 1366, 768, PagesIntegrationTests::inspect);

        assertThat(complaints).isEmpty();
    }

    @Test
    void pagesWhenOnAPhoneThenNotWiderThanIt() {
        look("light", 360, 800, PagesIntegrationTests::measure);

        assertThat(complaints).isEmpty();
    }

    private void look(String theme, int width, int height, Function<Page, List<String>> check) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setReducedMotion(ReducedMotion.REDUCE);
        try (BrowserContext context = browser.newContext(options)) {
            Page tab = context.newPage();
            tab.onConsoleMessage(message -> complaints.add(tab.url() + " " + message.text()));
            tab.onPageError(complaints::add);
            String shots = System.getProperty("pages.shots", "");
            for (TestPages.Page page : TestPages.all()) {
                if (!shots.isEmpty() && !page.name().matches(shots)) {
                    continue;
                }
                tab.navigate(server.address(page, theme));
                if (!shots.isEmpty()) {
                    draw(tab, "%s-%s-%d.png".formatted(page.name(), theme, width));
                }
                complaints.addAll(check.apply(tab));
            }
        }
    }

    private static void draw(Page tab, String file) {
        tab.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/pages", file)));
    }

    private static List<String> measure(Page tab) {
        String excess =
                "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        boolean fits = ((Number) tab.evaluate(excess)).intValue() <= 0;
        return fits ? List.of() : List.of(tab.url() + " scrolls sideways");
    }

    private static List<String> inspect(Page tab) {
        return new AxeBuilder(tab)
                        .setLegacyMode(true) // its other mode opens a second page each time
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> tab.url() + " " + rule.getId() + " " + rule.getNodes())
                        .toList();
    }
}
