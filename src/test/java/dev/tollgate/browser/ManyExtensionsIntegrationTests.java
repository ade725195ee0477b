package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A company's whole list of extensions: from a file, bad lines and all, and changed all at once.
class ManyExtensionsIntegrationTests {

    /// Enough of them for letters to take seconds: each holds a hashed password.
    /// Or over already, where the machine is quick.
    private static final Page.GetByRoleOptions BEGUN =
            new Page.GetByRoleOptions().setName(Pattern.compile("Under way|Finished"));

    private static final int MANY = 200;

    /// Enough of them for a process to be killed while they are taken over.
    private static final int LARGE = 5_000;

    private static final String HEADER = "extension,name,voicemail_email,secret\n";

    @RegisterExtension static final Company COMPANY = new Company();
    @RegisterExtension final Chromium chromium = new Chromium();

    private Walk admin;
    private Visitor visitor;

    @BeforeEach
    void logIn() {
        admin = COMPANY.administrator(chromium);
        visitor = admin.visitor();
    }

    @Test
    void importWhenLinesAreBadThenTheyComeBackToBeMended() throws IOException {
        check(
                HEADER
                        + "3001,Ana Silva,ana.silva@example.com,geheim-1\n"
                        + "3002,Bo Lind,bo.lind@example,geheim-2\n"
                        + "30x3,Cy Noor,,geheim-3\n"
                        + "3004,Di Moss,,geheim-4\n");
        assertThat(visitor.text("Not read: secret")).isVisible();
        assertCounts(2, 0, 0, 2);
        assertThat(visitor.row("Line 3")).containsText("3002");
        assertThat(visitor.row("Line 4")).containsText("30x3");

        String bad = download("Download bad lines");
        assertThat(bad).contains("bo.lind@example").contains("30x3").doesNotContain("geheim");
        admin.go(visitor.button("Import 2"));
        assertEnded("Finished", 2);
        assertThat(visitor.button("Print 1 letter")).isVisible();
        admin.go(visitor.button("Done"));

        check(bad.replace("30x3", "3003").replace("bo.lind@example", "bo.lind@example.com"));
        assertCounts(2, 0, 0, 0);
        admin.go(visitor.button("Import 2"));
        assertEnded("Finished", 2);
        admin.go(visitor.button("Done"));
        find("bo l");
        assertThat(visitor.row("3002")).containsText("bo.lind@example.com");
    }

    @Test
    void rowsWhenTickedThenPreviewSaysWhoIsLeftOutAndResultAgrees() {
        importAll("Tick", 3101, 3);
        find("Tick");
        admin.press(visitor.box("Tick 3101 Tick 0"));
        admin.press(visitor.box("Tick 3102 Tick 1"));
        assertThat(visitor.text("2 selected")).isVisible();
        admin.go(visitor.button("Disable"));
        assertThat(visitor.heading("Disable 2 extensions?")).isVisible();
        admin.go(visitor.button("Disable 2"));
        assertEnded("Finished", 2);
        admin.go(visitor.button("Done"));

        find("Tick");
        admin.press(visitor.box("Tick every row of this page"));
        assertThat(visitor.text("3 selected")).isVisible();
        admin.go(visitor.button("Disable"));
        assertThat(visitor.heading("Disable 1 extension?")).isVisible();
        assertThat(visitor.row("Chosen")).containsText("3");
        assertThat(visitor.row("Left out")).containsText("2 of 3: as wanted already");
        admin.go(visitor.link("Cancel"));
        assertThat(visitor.row("3103")).containsText("Never logged in");

        find("Tick");
        admin.press(visitor.box("Tick every row of this page"));
        admin.press(visitor.box("All 3 that match"));
        admin.go(visitor.button("Delete"));
        admin.go(visitor.button("Delete 3"));
        assertEnded("Finished", 3);
        admin.go(visitor.button("Done"));
        assertThat(visitor.link("3103")).isHidden();
    }

    @Test
    void workWhenStoppedThenSaysHowFarItCame() {
        importAll("Stop", 4001, MANY);
        find("Stop");
        admin.press(visitor.box("Tick every row of this page"));
        admin.press(visitor.box("All " + MANY + " that match"));
        admin.go(visitor.button("Print Letters"));
        admin.go(visitor.button("Make " + MANY + " letters"));
        assertThat(visitor.heading("Under way")).isVisible();
        assertThat(visitor.role(AriaRole.PROGRESSBAR, "Making letters")).isVisible();
        admin.go(visitor.button("Stop"));
        assertThat(visitor.heading("Stopped")).isVisible();
        int done = number("Done");
        assertThat(number("Not begun")).isPositive().isEqualTo(MANY - done);

        admin.openExtensions();
        assertThat(visitor.text("stopped: " + done + " of " + MANY + " done")).isVisible();
    }

    @Test
    void importWhenTheProcessIsKilledThenAllOrNothingAndThePageSaysWhich() {
        check(file("Kill", 50_001, LARGE));
        admin.go(visitor.button("Import 5,000"));
        assertThat(visitor.page().getByRole(AriaRole.HEADING, BEGUN)).isVisible();
        String work = visitor.path();
        visitor.page().navigate("about:blank"); // a page in hand would ask a portal that is away
        COMPANY.portal().restart();

        visitor.open("/");
        find("Kill");
        boolean all = visitor.text("Total: 5,000").isVisible();
        assertThat(visitor.text("Nothing matches.").isVisible()).isNotEqualTo(all);
        visitor.open(work);
        if (!all) {
            assertThat(visitor.row("So far")).containsText("0 of 5,000");
            admin.go(visitor.button("Stop"));
        }
        assertEnded(all ? "Finished" : "Stopped", all ? LARGE : 0);
    }

    private void importAll(String name, int first, int count) {
        check(file(name, first, count));
        admin.go(visitor.button("Import " + count));
        assertEnded("Finished", count);
        admin.go(visitor.button("Done"));
    }

    private static String file(String name, int first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> (first + i) + "," + name + " " + i + ",,\n")
                .collect(Collectors.joining("", HEADER, ""));
    }

    /// Uploads a file, up to the page that says what would happen.
    private void check(String file) {
        admin.openExtensions();
        admin.go(visitor.link("Import"));
        visitor.field("CSV File")
                .setInputFiles(
                        new FilePayload(
                                "users.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
        admin.go(visitor.button("Check file"));
        assertThat(visitor.heading("What will happen")).isVisible();
    }

    private void assertCounts(int fresh, int changed, int unchanged, int bad) {
        assertThat(visitor.page().getByRole(AriaRole.DEFINITION))
                .hasText(
                        List.of(fresh, changed, unchanged, bad).stream()
                                .map(String::valueOf)
                                .toArray(String[]::new));
    }

    private String download(String link) throws IOException {
        Download download = visitor.page().waitForDownload(() -> admin.press(visitor.link(link)));
        return Files.readString(download.path());
    }

    private void assertEnded(String how, int done) {
        assertThat(visitor.heading(how)).isVisible();
        assertThat(number("Done")).isEqualTo(done);
    }

    /// In the table of a page of long work.
    private int number(String row) {
        Locator cell = visitor.row(row).locator("td");
        assertThat(cell).hasText(Pattern.compile("[0-9,]+"));
        return Integer.parseInt(cell.textContent().replace(",", ""));
    }

    private void find(String text) {
        admin.openExtensions();
        admin.type(visitor.field("Search"), text);
        admin.go(visitor.button("Search"));
    }
}
