package dev.tollgate.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `tollgate.js` adds to the pages, and that they do without it.
class PageScriptIntegrationTests {

    private static TestPageServer server;
    private static Playwright playwright;
    private static Browser browser;

    private BrowserContext context;
    private Page tab;

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

    @BeforeEach
    void openTab() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1366, 768));
        tab = context.newPage();
    }

    @AfterEach
    void closeTab() {
        context.close();
    }

    @Test
    void boxWhenTickedThenAsksForThePassword() {
        show("account-security-off");

        tab.getByLabel("Two-Factor Authentication").click();

        tab.waitForURL(server.root() + "/account/security?confirm=enrol");
    }

    @Test
    void boxWhenWithoutScriptThenContinueAsksForThePassword() {
        withoutScript();
        show("account-security-off");

        button("Continue").click();

        tab.waitForURL(server.root() + "/account/security?confirm=enrol");
    }

    @Test
    void popUpWhenOpenThenIsModalAndHasTheFocus() {
        show("account-security-confirm-enrol");

        assertThat(tab.locator("dialog:modal")).hasCount(1);
        assertThat(tab.getByRole(AriaRole.DIALOG).getByLabel("Password")).isFocused();
        assertThat(tab.getByLabel("Two-Factor Authentication")).isChecked();
    }

    @Test
    void popUpWhenEscapeThenLeadsBack() {
        show("account-security-confirm-enrol");

        tab.keyboard().press("Escape");

        tab.waitForURL(server.root() + "/account/security");
    }

    @Test
    void popUpWhenWithoutScriptThenStandsInThePage() {
        withoutScript();
        show("account-security-confirm-turn-off");

        Locator dialog = tab.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("Password")).isVisible();
        assertThat(dialog.getByLabel("Authentication Code")).isVisible();
        dialog.getByText("Cancel").click();
        tab.waitForURL(server.root() + "/account/security");
    }

    @Test
    void cannotScanWhenClickedThenOpensBelowWithoutLeaving() {
        show("account-authenticator-enrol");
        Locator secret = tab.getByText(TestPages.SECRET);
        tab.getByLabel("Authentication Code").fill("12");
        assertThat(secret).isHidden();

        button("Can't scan").click();

        assertThat(secret).isVisible();
        assertThat(button("Can't scan")).hasAttribute("aria-expanded", "true");
        assertThat(tab.getByLabel("Authentication Code")).hasValue("12");
    }

    @Test
    void cannotScanWhenWithoutScriptThenAsksTheServer() {
        withoutScript();
        show("account-authenticator-enrol");

        button("Can't scan").click();

        tab.waitForURL(server.root() + "/account/security/authenticator/h?manual=");
    }

    @Test
    void methodWhenSelectedThenIsSent() {
        show("account-security-choosing");
        assertThat(tab.getByLabel("Authenticated by Authenticator")).not().isChecked();

        tab.getByLabel("Authenticated by Authenticator").click();

        tab.waitForURL(server.root() + "/account/security/method");
    }

    @Test
    void rulesWhenPasswordFitsThenTurnToTicks() {
        show("account-password-2fa");
        Locator met = tab.locator("#rules .met");

        tab.locator("#newPassword").fill("tollgate tollgate tollgate");
        assertThat(met).hasCount(1);
        tab.locator("#newPassword").fill("four blue horses run");
        assertThat(met).hasCount(2);
        tab.locator("#confirmPassword").fill("four blue horses run");
        assertThat(met).hasCount(3);
    }

    @Test
    void rulesWhenPasswordHoldsTheUserNameThenAreNotMet() {
        show("setup");
        tab.locator("#username").fill("Fernando");

        tab.locator("#password").fill("fernando has two dogs");

        assertThat(tab.locator("#rules .met")).hasCount(1);
    }

    @Test
    void passwordWhenShownThenIsReadableAndHiddenAgain() {
        show("login");

        button("Show").click();
        assertThat(tab.locator("#password")).hasAttribute("type", "text");
        button("Hide").click();
        assertThat(tab.locator("#password")).hasAttribute("type", "password");
    }

    @Test
    void formWhenChangedThenAsksBeforeLeaving() {
        show("account-password-2fa");
        String here = tab.url();
        tab.locator("#newPassword").fill("x");

        tab.getByText("Security Settings").click();
        assertThat(tab.getByText("Leave without saving?")).isVisible();
        button("Stay here").click();
        assertThat(tab.url()).isEqualTo(here);
        tab.getByText("Security Settings").click();
        button("Leave").click();

        tab.waitForURL(server.root() + "/account/security");
    }

    @Test
    void formWhenCancelledThenDoesNotAsk() {
        show("account-password-2fa");
        tab.locator("#newPassword").fill("x");

        tab.getByText("Cancel").click();

        tab.waitForURL(server.root() + "/");
    }

    @Test
    void accountMenuWhenEscapeThenClosesAndKeepsTheFocus() {
        show("home-safe");
        Locator account = button("admin");

        account.click();
        assertThat(tab.getByText("Change Password & Security")).isVisible();
        tab.keyboard().press("Escape");

        assertThat(tab.getByText("Change Password & Security")).isHidden();
        assertThat(account).isFocused();
    }

    @Test
    void themeWhenChosenThenIsThereAtOnceAndSent() {
        show("home-safe");
        button("admin").click();

        Request sent = tab.waitForRequest("**/account/theme", () -> button("Dark").click());

        assertThat(sent.postData()).isEqualTo("theme=dark");
        assertThat(tab.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(button("Dark")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void menuWhenNarrowThenOpensByItsButton() {
        tab.setViewportSize(390, 844);
        show("home-safe");
        Locator menu = tab.getByRole(AriaRole.NAVIGATION);
        assertThat(menu).isHidden();

        button("Menu").click();

        assertThat(menu).isVisible();
        assertThat(button("Menu")).hasAttribute("aria-expanded", "true");
    }

    @Test
    void waitWhenItPassesThenCountsDownAndEnds() {
        context.clock().install();
        show("login-wait");
        Locator wait = tab.getByRole(AriaRole.ALERT);
        assertThat(wait).containsText(Pattern.compile("Try again in 0:(40|3\\d)\\."));

        context.clock().runFor(10_000);
        assertThat(wait).containsText(Pattern.compile("Try again in 0:(30|[0-2]\\d)\\."));
        context.clock().runFor(31_000);

        assertThat(wait).containsText("You can try again now.");
    }

    @Test
    void idleWhenTwoMinutesAreLeftThenAsksAndStayingKeepsWhatWasTyped() {
        context.clock().install();
        show("account-password-2fa");
        String here = tab.url();
        tab.locator("#newPassword").fill("x");

        context.clock().runFor(700_000);
        assertThat(tab.getByText("Still there?")).isHidden();
        context.clock().runFor(90_000);
        assertThat(tab.getByText("Still there?")).isVisible();
        tab.waitForResponse("**/account/stay", () -> button("Stay logged in").click());

        assertThat(tab.getByText("Still there?")).isHidden();
        assertThat(tab.locator("#newPassword")).hasValue("x");
        assertThat(tab.url()).isEqualTo(here);
    }

    @Test
    void statusWhenShownThenIsSaidAgain() {
        show("account-security-on");

        assertThat(tab.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("\\s*Edited success.*"));
    }

    @Test
    void sheetWhenPrintedThenHasCodesButNoFrame() {
        show("recovery-codes-true");

        tab.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setMedia(com.microsoft.playwright.options.Media.PRINT));

        assertThat(tab.getByText("Emergency sheet")).isVisible();
        assertThat(tab.getByText("K7QX-9M2F-W4TD-9HRA")).isVisible();
        assertThat(tab.getByText(TestPages.HELP_CONTACT)).isVisible();
        assertThat(tab.locator(".top")).isHidden();
        assertThat(button("Done")).isHidden();
    }

    @Test
    void fileWhenDownloadedThenHoldsTheCodes() throws IOException {
        show("recovery-codes-true");

        var download = tab.waitForDownload(() -> tab.getByText("Download").click());

        assertThat(download.suggestedFilename()).isEqualTo("tollgate-recovery-codes-1001.txt");
        assertThat(download.path())
                .content()
                .contains("K7QX-9M2F-W4TD-0HRA\nK7QX", "Acme & Sons PBX", TestPages.HELP_CONTACT);
    }

    /// The page stays where it is, also with something typed in it.
    @Test
    void exportWhenAskedForAgainThenComesAgain() {
        show("operation-logs-full");
        String here = tab.url();
        tab.getByLabel("Keep for (days)").fill("400");

        tab.waitForDownload(() -> button("Export CSV").click());
        tab.waitForDownload(() -> button("Export CSV").click());
        tab.waitForDownload(() -> button("Export JSON").click());

        assertThat(tab.url()).isEqualTo(here);
        assertThat(tab.getByLabel("Keep for (days)")).hasValue("400");
    }

    /// "All that match" takes the rows along, and goes out where one of them does.
    @Test
    void matchingWhenTickedThenEveryRowIsAndOneTakenOutEndsIt() {
        show("extensions-full");
        Locator rows = tab.locator("[data-tick]");
        Locator matching = tab.locator("[data-tick-matching]");
        rows.nth(0).check();
        matching.check();
        assertThat(tab.locator("[data-tick]:not(:checked)")).hasCount(0);

        rows.nth(1).uncheck();
        assertThat(matching).not().isChecked();
        matching.check();
        assertThat(rows.nth(1)).isChecked();
    }

    /// The body was made a moment before the strip: the page is asked for again.
    @Test
    void jobWhenItEndedWhileThePageWasMadeThenIsShownAnew() {
        show("job-overtaken");

        tab.waitForRequest(tab.url(), () -> {});
    }

    private void show(String name) {
        tab.navigate(server.address(TestPages.named(name), "light"));
    }

    private void withoutScript() {
        context.close();
        context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        tab = context.newPage();
    }

    private Locator button(String name) {
        return tab.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
