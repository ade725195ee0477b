package dev.tollgate.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/// Somebody in front of a browser. Finds every control as people do who cannot see the page: by its
/// role and its name, each name in full.
final class Visitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final BrowserContext context;
    private final PackagedPortal portal;
    private final Device device;
    private final Watch watch;
    private final Page page;
    private int loads;

    Visitor(BrowserContext context, PackagedPortal portal, Device device) {
        this.context = context;
        this.portal = portal;
        this.device = device;
        this.watch = new Watch(context, portal.address("/"));
        Secrets.watch(context);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        this.page = context.newPage();
        page.onLoad(loaded -> loads++);
    }

    Page page() {
        return page;
    }

    Device device() {
        return device;
    }

    Watch watch() {
        return watch;
    }

    /// Types an address of the portal.
    ///
    /// @return the status of the answer
    int open(String path) {
        return page.navigate(path.startsWith("/") ? portal.address(path) : path).status();
    }

    String path() {
        return page.url().substring(portal.address("").length());
    }

    /// Does what leads to another page, or to the same anew, and waits for it.
    void follow(Runnable act) {
        int before = loads;
        act.run();
        page.waitForCondition(() -> loads > before);
        Secrets.noteCookies(context);
    }

    Locator button(String name) {
        return role(AriaRole.BUTTON, name);
    }

    Locator link(String name) {
        return role(AriaRole.LINK, name);
    }

    /// A link of the page itself, where the menu has one of the same name.
    Locator tab(String name) {
        return page.locator("main").getByRole(AriaRole.LINK, exactly(name));
    }

    /// One of several buttons of one name, by what describes it.
    Locator button(String name, String of) {
        return item(of).getByRole(AriaRole.BUTTON, exactly(name));
    }

    /// One of several links of one name, by what describes it.
    Locator link(String name, String of) {
        return item(of).getByRole(AriaRole.LINK, exactly(name));
    }

    /// The entry of a list that holds a text, and a button to act on it.
    Locator item(String text) {
        Locator acts = page.getByRole(AriaRole.BUTTON);
        return page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(text).setHas(acts));
    }

    Locator box(String name) {
        return role(AriaRole.CHECKBOX, name);
    }

    Locator radio(String name) {
        return role(AriaRole.RADIO, name);
    }

    Locator image(String name) {
        return role(AriaRole.IMG, name);
    }

    Locator heading(String name) {
        return role(AriaRole.HEADING, name);
    }

    Locator dialog(String name) {
        return role(AriaRole.DIALOG, name);
    }

    Locator otherWays() {
        return button("Try another way");
    }

    /// The row of a table that a name begins.
    Locator row(String name) {
        Locator header =
                page.getByRole(
                        AriaRole.ROWHEADER,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(header));
    }

    Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator text(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    Locator role(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions exactly(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    /// A picture of the whole page.
    Path screen(String name) {
        Path file = Path.of("target/browser", name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
        return file;
    }

    /// For whoever looks into a failure.
    void keepScreen(String test) {
        screen("failed-" + test.replaceAll("\\W+", "-") + "-" + System.identityHashCode(this));
    }

    @Override
    public void close() {
        context.close();
    }
}
