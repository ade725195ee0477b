package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStaff;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extensions;
import dev.tollgate.extension.Imports;
import dev.tollgate.job.JobRunner;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The import over HTTP: the one form with a file, what would come of it, and the job.
class ImportPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/extensions/import";
    private static final String FILE =
            """
            extension,name,password,voicemail_email
            8001,Ana Silva,geheim,ana@example.org
            8002,<b>Lee</b>,geheim,
            x,Nobody,geheim,
            """;
    private static final Pattern STAMP = Pattern.compile("name=\"stamp\" value=\"([0-9a-f]{64})\"");

    private WebPortal portal;
    private Browser admin;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        admin = portal.loggedIn();
    }

    @Test
    void fileWhenUploadedCheckedAndConfirmedThenIsImported() {
        proveMail();
        Answer uploaded = upload(admin, PAGE, admin.token(), FILE);
        String check = uploaded.location();
        Answer page = admin.get(check);
        assertThat(page.words())
                .contains("FreePBX")
                .contains("Not read: password")
                .contains("can also choose a password behind")
                .contains("Import 2")
                .contains("Enter 2 to 15 digits.");
        assertThat(page.body()).doesNotContain("geheim").doesNotContain("<b>Lee");
        assertThat(admin.get(check + "/bad-lines").body())
                .contains("4,Enter 2 to 15 digits.,x,Nobody,");

        Answer started = admin.post(check + "/start", "stamp", page.find(STAMP).orElseThrow());
        portal.get(JobRunner.class).runDue();

        assertThat(admin.get(started.location()).words())
                .contains("finished: 2 of 2 done")
                .contains("Send 1 invitation")
                .contains("Print 1 letter");
        assertThat(portal.get(Extensions.class).find("8002").orElseThrow().name())
                .isEqualTo("<b>Lee</b>");
        Answer letters = admin.post("/extensions/bulk", "act", "LETTERS", "numbers", "8002");
        assertThat(letters.words()).contains("Print letters for 1 extension?");
    }

    /// Without a mail server nobody is invited, whoever has an address.
    @Test
    void fileWhenThereIsNoMailServerThenLettersAreOfferedToAll() {
        String check = upload(admin, PAGE, admin.token(), FILE).location();
        Answer page = admin.get(check);
        assertThat(page.words()).contains("cannot log in until you print letters for them");

        Answer started = admin.post(check + "/start", "stamp", page.find(STAMP).orElseThrow());
        portal.get(JobRunner.class).runDue();

        assertThat(admin.get(started.location()).words())
                .contains("Print 2 letters")
                .doesNotContain("Send 1 invitation");
    }

    /// A column of which nobody has said what it holds may hold anything.
    @Test
    void columnWhenNobodyHasSaidWhatItHoldsThenIsNamedAndNotShown() {
        String file = "extension,name,Merkwort,Role\n8001,Ana,sesam-1,Operator\n";
        String check = upload(admin, PAGE, admin.token(), file).location();
        Answer page = admin.get(check);
        assertThat(page.words()).contains("Left out: Merkwort, Role.").contains("Ana");
        assertThat(page.body()).doesNotContain("sesam-1").doesNotContain("<td>Operator");

        admin.post(
                check + "/columns",
                "column0",
                "NUMBER",
                "column1",
                "IGNORED",
                "column2",
                "NAME",
                "column3",
                "IGNORED");

        assertThat(admin.get(check).words())
                .contains("Left out: name, Role.")
                .contains("sesam-1")
                .doesNotContain("Ana");
    }

    @Test
    void exportWhenImportedThenNamesWhatItDoesNotTake() {
        String export = admin.get("/extensions/export").body();

        Answer page =
                admin.get(upload(admin, PAGE, admin.token(), export + "8001,,,,,,,\n").location());

        assertThat(page.words())
                .contains("Left out: Role, Portal Access, Account Status, 2FA, Last Login.");
    }

    @Test
    void startWhenStepUpIsOldThenAsksForPasswordFirst() {
        String check = upload(admin, PAGE, admin.token(), FILE).location();
        String stamp = admin.get(check).find(STAMP).orElseThrow();
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = admin.post(check + "/start", "stamp", stamp);
        assertThat(asked.body()).contains("type=\"password\"");
        portal.get(JobRunner.class).runDue();
        assertThat(portal.get(Extensions.class).find("8001")).isEmpty();

        Answer started =
                admin.post(check + "/start", "stamp", stamp, "password", WebPortal.PASSWORD);
        assertThat(started.location()).startsWith("/jobs/");
    }

    @Test
    void startWhenThingsHaveChangedThenShowsThemAnew() {
        String check = upload(admin, PAGE, admin.token(), FILE).location();
        String stamp = admin.get(check).find(STAMP).orElseThrow();
        admin.post("/extensions/add", "number", "8001", "name", "Faster", "email", "");

        Answer again = admin.post(check + "/start", "stamp", stamp);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.words()).contains("Something has changed");
    }

    /// Its pages lead to the job, while it is under way and after it, and another file leaves it
    /// alone.
    @Test
    void importWhenStartedThenEveryPageOfItLeadsToItsJob() {
        String check = upload(admin, PAGE, admin.token(), FILE).location();
        String stamp = admin.get(check).find(STAMP).orElseThrow();
        String job = admin.post(check + "/start", "stamp", stamp).location();

        for (int round = 0; round < 2; round++) {
            assertThat(admin.post(check + "/start", "stamp", stamp).location()).isEqualTo(job);
            assertThat(admin.get(check).location()).isEqualTo(job);
            assertThat(admin.post(check + "/columns", "column0", "IGNORED").location())
                    .isEqualTo(job);
            assertThat(upload(admin, PAGE, admin.token(), FILE).status()).isEqualTo(302);
            portal.get(JobRunner.class).runDue();
        }

        assertThat(admin.get(job).words()).contains("finished: 2 of 2 done");
    }

    @Test
    void draftWhenAnothersThenIsNotThere() {
        String check = upload(admin, PAGE, admin.token(), FILE).location();
        TestStaff staff = portal.staff();
        Browser other = browser(staff.make(Role.SUPER_ADMINISTRATOR, portal.clock.instant()));

        assertThat(other.get(check).status()).isEqualTo(404);
        assertThat(other.get(check + "/bad-lines").status()).isEqualTo(404);
        assertThat(other.post(check + "/columns", "column0", "NUMBER").status()).isEqualTo(404);
        assertThat(other.post(check + "/start", "stamp", "").status()).isEqualTo(404);
    }

    /// The token has to be in the form: a file cannot be sent from elsewhere.
    @Test
    void fileWhenWithoutTokenThenRefused() {
        Snapshot before = portal.snapshot().without("session");

        assertThat(upload(admin, PAGE, "", FILE).status()).isEqualTo(403);
        assertThat(upload(admin, PAGE, "x", FILE).status()).isEqualTo(403);

        assertThat(portal.snapshot().without("session").changesSince(before)).isEmpty();
    }

    /// A form with a file is read at one address, and for nobody who may not use it.
    @Test
    void fileWhenElsewhereOrFromAnybodyElseThenRefusedUnread() {
        String number = portal.addExtension(admin);
        Browser employee = portal.employee(number);
        Browser stranger = portal.browser();
        Snapshot before = portal.snapshot().without("session");

        for (String path :
                new String[] {
                    "/extensions/add", "/account/theme", "/login", "/extensions/import/"
                }) {
            assertThat(upload(admin, path, admin.token(), FILE).status()).as(path).isEqualTo(403);
        }
        assertThat(upload(employee, PAGE, employee.token(), FILE).status()).isEqualTo(403);
        assertThat(upload(stranger, PAGE, stranger.token(), FILE).status()).isEqualTo(403);

        assertThat(portal.snapshot().without("session").changesSince(before)).isEmpty();
    }

    @Test
    void fileWhenTooLargeThenSaysSo() {
        Answer answer = upload(admin, PAGE, admin.token(), "x".repeat(Imports.MOST_BYTES + 20_000));

        assertThat(answer.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sep=!\nnumber!name\n1!A\n", "number\n", "number,name\n8001,\"Ana\n"})
    void fileWhenItCannotBeReadThenSaysSoAtTheField(String file) {
        Answer answer = upload(admin, PAGE, admin.token(), file);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"file-error\"");
    }

    private void proveMail() {
        TestMailServer.prove(
                portal.get(MailServers.class),
                portal.get(Transactions.class),
                portal.clock.instant());
    }

    private Browser browser(Account account) {
        Browser browser = portal.browser();
        WebPortal.expect(
                browser.post(
                        "/login", "username", account.username(), "password", TestStaff.PASSWORD),
                302);
        return browser;
    }

    private static Answer upload(Browser browser, String path, String token, String file) {
        String body =
                "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                        + token
                        + "\r\n--x\r\nContent-Disposition: form-data; name=\"file\";"
                        + " filename=\"../users.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                        + file
                        + "\r\n--x--\r\n";
        return browser.postBody(path, "multipart/form-data; boundary=x", body);
    }
}
