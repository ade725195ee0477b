package dev.tollgate.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Debian's Chromium, one for all test classes of a run. Hands out visitors; after each test it
/// looks at what their pages complained of and closes them.
final class Chromium implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final int PATIENCE_MILLIS = 30_000;

    private final List<Visitor> visitors = new ArrayList<>();
    private Browser browser;

    /// Somebody in front of a browser with nothing in it.
    Visitor visitor(PackagedPortal portal, Device device) {
        Visitor visitor = new Visitor(browser.newContext(device.options()), portal, device);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser =
                context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Running.class).browser;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                visitors.forEach(visitor -> visitor.watch().assertSilent());
            } else {
                visitors.forEach(visitor -> visitor.keepScreen(context.getDisplayName()));
            }
        } finally {
            visitors.forEach(Visitor::close);
            visitors.clear();
        }
    }

    /// Closed by JUnit after the last class.
    static final class Running implements AutoCloseable {

        private final Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                                        .setArgs(ARGUMENTS));

        @Override
        public void close() {
            playwright.close();
        }
    }
}
