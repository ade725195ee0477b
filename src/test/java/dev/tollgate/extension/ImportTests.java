package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.extension.ImportLine.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobRunner;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.TestJobs;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From a file to extensions: what the check says is what the job does, to the last line or not at
/// all.
class ImportTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// No number of another test begins so.
    private static final AtomicInteger NUMBERS = new AtomicInteger(7_000_000);

    private TestPortal portal;
    private Staff staff;
    private StepUp by;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        staff = Staff.of(portal);
        by = staff.stepUp(portal.admin());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenOfAnyProgramThenMakesTheSameExtensions(TestStore store) throws IOException {
        open(store);
        for (String file :
                List.of("freepbx.csv", "yeastar.csv", "3cx.csv", "own.csv", "other.csv")) {
            String prefix = String.valueOf(NUMBERS.incrementAndGet());
            byte[] bytes = filled(file, prefix);

            Job job = importFile(bytes);

            assertThat(job.state()).as(file).isEqualTo(Job.State.DONE);
            assertThat(job.reached()).as(file).isEqualTo(3);
            assertThat(titles(prefix))
                    .as(file)
                    .containsExactly(
                            prefix + "1 Ana Silva ana@" + prefix + ".example.com EMPLOYEE",
                            prefix + "2 Park, Lee lee@" + prefix + ".example.com EMPLOYEE",
                            prefix + "3 Reception  EMPLOYEE");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenItHoldsSecretsThenTheyAreNeitherKeptNorUsed(TestStore store) throws IOException {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        ImportDraft draft = draft(filled("freepbx.csv", prefix));

        assertThat(draft.notRead()).containsExactly("password", "voicemail_vmpwd");
        assertThat(draft.table().text()).doesNotContain("geheim").doesNotContain("4321");
        run(draft);
        Account made = staff.now(account(prefix + "1"));
        assertThat(staff.logIn(made, Secret.of("geheim-1")))
                .isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(made.mustChangePassword()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenItChangesOnesOwnAddressThenSaysWhereThatIsDone(TestStore store) {
        open(store);
        Account own = staff.make(Role.ADMINISTRATOR);
        by = staff.stepUp(own);

        ImportCheck check = check(draft("number,email", own.username() + ",other@example.com"));

        assertThat(check.of(Kind.BAD))
                .extracting(line -> line.why().orElseThrow().key())
                .containsExactly("import.own-account");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenImportedThenNothingChanges(TestStore store) throws IOException {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        importText(
                "number,name,email",
                prefix + "1,'=1+1,=x@" + prefix + ".example.com",
                prefix + "2,\"a \"\"b\"\", c;\",",
                prefix + "3,'t Hooft,",
                prefix + "4,,");
        StringBuilder out = new StringBuilder();
        portal.get(ExtensionExport.class).write(ExtensionQuery.of(prefix), out);

        ImportCheck check = check(draft(out.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(check.lines()).extracting(ImportLine::kind).containsOnly(Kind.UNCHANGED);
        assertThat(check.lines()).hasSize(4);
        assertThat(extension(prefix + "1").name()).isEqualTo("=1+1");
        assertThat(extension(prefix + "3").name()).isEqualTo("'t Hooft");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenBadThenSaysWhyAndTheOthersAreImported(TestStore store) {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        Account other = staff.make(Role.EMPLOYEE);
        Account superior = staff.make(Role.SUPER_ADMINISTRATOR);
        by = staff.stepUp(staff.make(Role.HUMAN_RESOURCE));

        ImportDraft draft =
                draft(
                        "number,name,email",
                        prefix + "1,Ana,ana@" + prefix + ".example.com",
                        prefix + "1,Twice,",
                        prefix + "2,Same Address,ANA@" + prefix + ".example.com",
                        prefix + "3,Taken," + other.email(),
                        "٧٠٠١,Other Digits,",
                        ",No Number,",
                        "12345678901234567,Too Long,",
                        prefix + "4,Nul\u0000l,",
                        prefix + "5," + "n".repeat(101) + ",",
                        prefix + "6,Mallory,not an address",
                        prefix + "7,Bidi \u202Egnp.exe,",
                        superior.username() + ",Demoted,",
                        prefix + "8,Ζoë Аna,");
        ImportCheck check = check(draft);

        assertThat(check.of(Kind.BAD))
                .extracting(line -> line.line() + " " + line.why().orElseThrow().key())
                .containsExactly(
                        "3 import.number-twice",
                        "4 import.email-twice",
                        "5 email.taken",
                        "6 extension.number-wrong",
                        "7 extension.number-wrong",
                        "8 extension.number-wrong",
                        "9 extension.name-wrong",
                        "10 extension.name-wrong",
                        "11 email.not-an-address",
                        "12 extension.name-wrong",
                        "13 import.no-right");
        Job job = run(draft);
        assertThat(job.reached()).isEqualTo(2);
        assertThat(titles(prefix)).hasSize(2);
        assertThat(staff.extension(superior).name()).isEqualTo("Ana Silva");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void badLinesWhenWrittenThenSayWhereAndWhyAndRunNothing(TestStore store) throws IOException {
        open(store);
        ImportCheck check = check(draft("number,name", "x,=cmd|' /C calc'!A0"));
        StringBuilder out = new StringBuilder();

        portal.get(Imports.class).writeBadLines(check, line -> "Because.", out);

        assertThat(out.toString())
                .isEqualTo(
                        String.join(
                                "\r\n",
                                "\uFEFFLine,Reason,Extension Number,Name,Email",
                                "2,Because.,x,'=cmd|' /C calc'!A0,",
                                ""));
    }

    /// Every role on every role.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenOfOwnOrHigherRankThenIsBad(TestStore store) {
        open(store);
        for (Role role : Role.values()) {
            for (Role target : Role.values()) {
                Account account = staff.make(target);
                by = staff.stepUp(staff.make(role));
                ImportDraft draft =
                        draft("number,email", account.username() + ",x" + account.email());

                ImportCheck check = check(draft);

                boolean may = role.has(Permission.MANAGE_EXTENSIONS) && role.ranksOver(target);
                assertThat(check.lines().getFirst().kind())
                        .as("%s imports over %s", role, target)
                        .isEqualTo(may ? Kind.CHANGED : Kind.BAD);
                if (may) {
                    assertThat(run(draft).reached()).isEqualTo(1);
                }
                assertThat(staff.now(account).email().equals(account.email())).isEqualTo(!may);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenItChangesAnAddressThenTheOwnerIsToldAndKeepsTheSecondFactor(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        portal.enrol(staff.session(user), Secret.of(TestStaff.PASSWORD));

        Job job = importText("number,name,email", user.username() + ",,new" + user.email());

        assertThat(job.reached()).isEqualTo(1);
        assertThat(staff.extension(user).hasTwoFactor()).isTrue();
        assertThat(staff.extension(user).name()).isEqualTo("Ana Silva");
        assertThat(staff.notices(user)).contains(NoticeKind.EMAIL_CHANGED);
        assertThat(staff.now(user).email()).isEqualTo("new" + user.email());
    }

    /// Another address would end how their codes come.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lineWhenItChangesTheAddressOfMailedCodesThenIsBad(TestStore store) {
        open(store);
        Account user = staff.make(Role.EMPLOYEE);
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(SecondFactors.class)
                                        .turnOn(user.id(), Method.EMAIL, portal.now()));

        ImportCheck changed = check(draft("number,email", user.username() + ",new@example.org"));
        ImportCheck renamed = check(draft("number,name", user.username() + ",Other"));

        assertThat(changed.lines().getFirst().why().orElseThrow().key())
                .isEqualTo("import.email-codes");
        assertThat(renamed.lines().getFirst().kind()).isEqualTo(Kind.CHANGED);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenAnotherAdministratorWasFasterThenNothingIsImported(TestStore store) {
        open(store);
        for (int way = 0; way < 3; way++) {
            String prefix = String.valueOf(NUMBERS.incrementAndGet());
            Account user = staff.make(Role.EMPLOYEE);
            ImportDraft draft =
                    draft(
                            "number,name,email",
                            prefix + "1,Ana,",
                            prefix + "2,Lee,",
                            user.username() + ",Renamed,");
            String job = start(draft);
            meanwhile(way, prefix, user);

            Job ended = finish(job);

            assertThat(ended.state()).as("way %s", way).isEqualTo(Job.State.FAILED);
            assertThat(ended.failure()).isEqualTo("IMPORT_CHANGED");
            assertThat(ended.reached()).isZero();
            assertThat(titles(prefix)).hasSize(way == 0 ? 1 : 0);
            assertThat(staff.extension(user).name()).isNotEqualTo("Renamed");
        }
    }

    private void meanwhile(int way, String prefix, Account user) {
        switch (way) {
            case 0 ->
                    portal.get(Extensions.class)
                            .add(
                                    by.session(),
                                    new ExtensionForm(prefix + "2", "Faster", ""),
                                    TestPortal.SOURCE,
                                    portal.now());
            case 1 -> staff.save(by, user, staff.change(user, "Other", null, null));
            default -> staff.save(by, user, staff.change(user, null, null, Role.OPERATOR));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenOwnerIsDemotedMeanwhileThenNothingIsImported(TestStore store) {
        open(store);
        Account actor = staff.make(Role.ADMINISTRATOR);
        StepUp admin = by;
        by = staff.stepUp(actor);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        String job = start(draft("number,name", prefix + "1,Ana"));
        staff.save(admin, actor, staff.change(actor, null, null, Role.EMPLOYEE));

        portal.get(JobRunner.class).runDue();

        Job ended = portal.get(Jobs.class).find(job, actor.id().text()).orElseThrow();
        assertThat(ended.failure()).isEqualTo("AUTHORITY_ENDED");
        assertThat(titles(prefix)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenStoppedBeforeItIsTakenOverThenNothingIsImported(TestStore store) {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        String job = start(draft("number,name", prefix + "1,Ana"));

        portal.get(Jobs.class).stop(job, by.account().text(), portal.now());

        assertThat(finish(job).state()).isEqualTo(Job.State.STOPPED);
        assertThat(titles(prefix)).isEmpty();
    }

    /// The transaction ends with the lease: whoever has lost it has imported nothing.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenTheWorkerHasLostItsLeaseThenOneOfTwoImports(TestStore store) {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        String job = start(draft("number,name", prefix + "1,Ana", prefix + "2,Lee"));
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                "update job set lease = 'dead', state = 'RUNNING',"
                                                        + " lease_until = :until where id = :id")
                                        .param("until", portal.now().plusSeconds(60).toEpochMilli())
                                        .param("id", job)
                                        .update());
        portal.get(JobRunner.class).runDue();
        assertThat(titles(prefix)).isEmpty();

        portal.clock.advance(Duration.ofSeconds(60));
        List<Object> ran =
                AtOnce.run(
                        4,
                        node -> {
                            PORTALS.node(store, node).get(JobRunner.class).runDue();
                            return "ran";
                        });

        assertThat(ran).containsOnly("ran");
        assertThat(finish(job).reached()).isEqualTo(2);
        assertThat(titles(prefix)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void draftWhenAnothersOrTwoHoursOldThenIsNotThere(TestStore store) {
        open(store);
        ImportDraft draft = draft("number,name", NUMBERS.incrementAndGet() + ",Ana");
        PortalSession other = staff.session(staff.make(Role.SUPER_ADMINISTRATOR));
        Imports imports = portal.get(Imports.class);

        assertThat(imports.find(draft.id(), other, portal.now())).isEmpty();
        portal.clock.advance(Duration.ofHours(2));
        assertThat(imports.find(draft.id(), by.session(), portal.now())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void columnsWhenChosenOtherwiseThenTheCheckFollows(TestStore store) {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        ImportDraft draft = draft("Teilnehmer,Durchwahl", "Ana," + prefix + "1");
        assertThat(draft.hasNumbers()).isFalse();

        portal.get(Imports.class)
                .match(draft, List.of(ImportField.NAME, ImportField.NUMBER, ImportField.EMAIL));
        ImportDraft matched = find(draft.id()).orElseThrow();

        assertThat(run(matched).reached()).isEqualTo(1);
        assertThat(extension(prefix + "1").name()).isEqualTo("Ana");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenOfTwentyThousandLinesThenIsImported(TestStore store) {
        open(store);
        String prefix = String.valueOf(NUMBERS.incrementAndGet());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < CsvFile.MOST_ROWS; i++) {
            lines.add("%s%05d,User %d,u%d@%s.example.com".formatted(prefix, i, i, i, prefix));
        }

        Job job = importText("number,name,email", lines.toArray(String[]::new));

        assertThat(job.reached()).isEqualTo(CsvFile.MOST_ROWS);
        assertThat(
                        portal.jdbc()
                                .sql("select count(*) from extension where number like :prefix")
                                .param("prefix", prefix + "_____")
                                .query(Integer.class)
                                .single())
                .isEqualTo(CsvFile.MOST_ROWS);
        forget(prefix);
    }

    /// Later tests of this JVM need not read them.
    private void forget(String prefix) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql("delete from account where username like :prefix")
                                        .param("prefix", prefix + "%")
                                        .update());
    }

    private Job importText(String header, String... lines) {
        return run(draft(header, lines));
    }

    private Job importFile(byte[] bytes) {
        return run(draft(bytes));
    }

    private ImportDraft draft(String header, String... lines) {
        String text = header + "\n" + String.join("\n", lines) + "\n";
        return draft(text.getBytes(StandardCharsets.UTF_8));
    }

    private ImportDraft draft(byte[] bytes) {
        return TestImports.draft(portal, by, bytes);
    }

    private Optional<ImportDraft> find(String id) {
        return portal.get(Imports.class).find(id, by.session(), portal.now());
    }

    private ImportCheck check(ImportDraft draft) {
        return portal.get(Imports.class).check(draft, by.session());
    }

    private String start(ImportDraft draft) {
        return TestImports.start(portal, by, draft);
    }

    private Job run(ImportDraft draft) {
        return finish(start(draft));
    }

    private Job finish(String id) {
        return TestJobs.finish(portal, id, by.account());
    }

    private Extension extension(String number) {
        return portal.get(Extensions.class).find(number).orElseThrow();
    }

    private Account account(String number) {
        return portal.get(Accounts.class).get(extension(number).account()).orElseThrow();
    }

    private List<String> titles(String prefix) {
        return portal.get(Extensions.class).list(ExtensionQuery.of(prefix)).extensions().stream()
                .map(
                        found ->
                                found.number()
                                        + " "
                                        + found.name()
                                        + " "
                                        + found.email()
                                        + " "
                                        + found.role())
                .toList();
    }

    /// The files of other programs, with numbers and addresses that nobody has.
    private static byte[] filled(String file, String prefix) throws IOException {
        try (InputStream in = ImportTests.class.getResourceAsStream("/import/" + file)) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            Charset charset =
                    file.startsWith("3cx") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
            return new String(bytes, charset)
                    .replace("{0}", prefix)
                    .replace("{1}", prefix + ".example.com")
                    .getBytes(charset);
        }
    }
}
