package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.job.Job;
import dev.tollgate.job.TestJobs;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.policy.Coverage;
import dev.tollgate.policy.MissingQuery;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.RollOut;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A company's first day: 300 extensions of a FreePBX, 20 of them telephones that nobody logs in
/// from, 12 people without an address, two-factor authentication mandatory from today.
class FirstMondayTests {

    private static final int EXTENSIONS = 300;
    private static final int PEOPLE = 280;
    private static final Source OFFICE = new Source("198.51.100.202", "Firefox/140 Windows");

    @TempDir Path dataDir;
    private TestPortal portal;
    private Staff staff;
    private StepUp by;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void dayWhenEverybodySetsItUpThenTheCountIsWholeAndNobodyWasSlowed(TestStore store) {
        try (TestPortal opened = TestPortal.open(store, dataDir)) {
            portal = opened;
            staff = Staff.of(portal);
            by = staff.stepUp(portal.admin());
            takeOver();
            closeTelephones();
            TestPolicy.set(
                    portal::get,
                    TestPolicy.mandatory(
                            EnumSet.of(Role.EMPLOYEE),
                            portal.now().atZone(ZoneOffset.UTC).toLocalDate()));
            assertThat(portal.get(Policies.class).demandsSecondFactor(Role.EMPLOYEE, portal.now()))
                    .isTrue();
            Map<String, Secret> letters = letters();
            assertThat(letters).hasSize(PEOPLE);
            assertThat(employees()).isEqualTo(new Coverage.Count(PEOPLE, 0, PEOPLE, 12));

            Instant start = portal.now();
            int came = 0;
            for (Map.Entry<String, Secret> letter : letters.entrySet()) {
                portal.clock.pin(
                        start.plusMillis(Duration.ofMinutes(10).toMillis() * came / PEOPLE));
                if (came % 3 == 0) {
                    assertThat(logIn(letter.getKey(), Secret.of("h4tmz-typed-badly")))
                            .isInstanceOf(PasswordOutcome.Refused.class);
                }
                setUp(letter.getKey(), letter.getValue());
                came++;
            }

            assertThat(employees()).isEqualTo(new Coverage.Count(PEOPLE, PEOPLE, 0, 0));
            assertThat(portal.get(RollOut.class).count(new MissingQuery(Role.EMPLOYEE, null, "")))
                    .isZero();
            portal.clock.advance(Duration.ofHours(20));
            assertThat(logIn("1001", password("1001")))
                    .isInstanceOf(PasswordOutcome.NeedsFactor.class);
        }
    }

    /// As the export of a FreePBX: what it holds besides number, name and address is not read.
    private void takeOver() {
        String lines =
                IntStream.range(0, EXTENSIONS)
                        .mapToObj(
                                i ->
                                        "%d,geheim-%d,Person %d,novm,0,yes,1234,%s"
                                                .formatted(
                                                        1001 + i,
                                                        i,
                                                        i,
                                                        i < PEOPLE && i % 24 == 7
                                                                ? ""
                                                                : "p" + i + "@example.com"))
                        .collect(Collectors.joining("\n"));
        String file =
                "extension,password,name,voicemail,ringtimer,voicemail_enable,voicemail_vmpwd,voicemail_email\n"
                        + lines
                        + "\n";
        ImportDraft draft = TestImports.draft(portal, by, file.getBytes(StandardCharsets.UTF_8));
        Job job = TestJobs.finish(portal, TestImports.start(portal, by, draft), by.account());
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.reached()).isEqualTo(EXTENSIONS);
    }

    /// The last twenty, all of which have an address.
    private void closeTelephones() {
        for (int i = PEOPLE; i < EXTENSIONS; i++) {
            Account telephone = account(String.valueOf(1001 + i));
            assertThat(staff.save(by, telephone, staff.closed(telephone)))
                    .isInstanceOf(Saving.Saved.class);
        }
    }

    private Map<String, Secret> letters() {
        BulkActs acts = portal.get(BulkActs.class);
        BulkOrder order = new BulkOrder(BulkAct.LETTERS, null, "");
        BulkSelection everybody = new BulkSelection.Matching(ExtensionQuery.of(""));
        BulkPreview preview = acts.preview(by.session(), order, everybody);
        var started =
                (BulkActs.Start.Started)
                        acts.start(
                                by,
                                order,
                                everybody,
                                TestBulk.seen(portal, preview),
                                TestPortal.SOURCE,
                                portal.now());
        TestJobs.finish(portal, started.job(), by.account());
        return acts.takeLetters(started.job(), by.session(), portal.now()).stream()
                .collect(Collectors.toMap(BulkActs.Letter::number, BulkActs.Letter::password));
    }

    /// A letter's password, a password of one's own, an authenticator.
    private void setUp(String number, Secret issued) {
        Token first = ((PasswordOutcome.SignedIn) logIn(number, issued)).session();
        PortalSession session = portal.session(first);
        assertThat(session.mustChangePassword()).isTrue();
        Secret own = password(number);
        PasswordChange change =
                portal.get(PasswordChanges.class)
                        .changeIssued(
                                session,
                                new PasswordChanges.Typed(issued, own, own),
                                OFFICE,
                                portal.now());
        assertThat(change).as(number).isInstanceOf(PasswordChange.Changed.class);
        PortalSession changed = portal.session(((PasswordChange.Changed) change).session());
        portal.enrol(changed, own);
    }

    private PasswordOutcome logIn(String number, Secret password) {
        return portal.get(Login.class)
                .withPassword(number, password, "/", new TestJar(), OFFICE, portal.now());
    }

    /// Not with the number in it, which a password may not hold.
    private static Secret password(String number) {
        return Secret.of("a quiet pond of " + number.replaceAll("", "-"));
    }

    private Coverage.Count employees() {
        return portal.get(Coverage.class).byRole().get(Role.EMPLOYEE);
    }

    private Account account(String number) {
        return portal.get(Accounts.class)
                .get(portal.get(Extensions.class).find(number).orElseThrow().account())
                .orElseThrow();
    }
}
