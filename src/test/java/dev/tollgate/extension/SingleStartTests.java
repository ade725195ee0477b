package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.extension.BulkActs.Letter;
import dev.tollgate.extension.BulkActs.Seen;
import dev.tollgate.extension.BulkActs.Start;
import dev.tollgate.job.Job;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.TestJobs;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.StepUp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever confirms a page twice, at once or one after the other, has started one job.
class SingleStartTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// No number of another test begins so.
    private static final AtomicInteger NUMBERS = new AtomicInteger(7_500_000);

    private static final BulkOrder LETTERS = new BulkOrder(BulkAct.LETTERS, null, "");
    private static final BulkOrder LOG_OUT = new BulkOrder(BulkAct.LOG_OUT, null, "");

    private TestPortal portal;
    private Staff staff;
    private StepUp by;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        staff = Staff.of(portal);
        by = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
    }

    /// The one letter of each opens the account.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenOnePageStartsItFourTimesAtOnceThenIsDoneOnce(TestStore store) {
        open(store);
        List<Account> targets = make(2);
        Seen seen = TestBulk.seen(portal, 2);

        List<Object> started =
                AtOnce.run(4, node -> start(PORTALS.node(store, node), LETTERS, targets, seen));

        assertThat(jobs()).hasSize(1);
        assertThat(started).containsOnly(jobs().getFirst());
        TestJobs.finish(portal, jobs().getFirst(), by.account());
        List<Letter> letters =
                portal.get(BulkActs.class)
                        .takeLetters(jobs().getFirst(), by.session(), portal.now());
        assertThat(letters).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(staff.logIn(targets.get(i), letters.get(i).password()))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    /// Two tabs, each with a page of its own.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenFourPagesStartTheSameAtOnceThenOneIsUnderWay(TestStore store) {
        open(store);
        List<Account> targets = make(2);

        List<Object> started =
                AtOnce.run(
                        4,
                        node ->
                                start(
                                        PORTALS.node(store, node),
                                        LOG_OUT,
                                        targets,
                                        TestBulk.seen(portal, 2)));

        assertThat(jobs()).hasSize(1);
        assertThat(started).containsOnly(jobs().getFirst());
        TestJobs.finish(portal, jobs().getFirst(), by.account());
        for (Account target : targets) {
            assertThat(staff.now(target).epoch()).isEqualTo(target.epoch() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void pageWhenItsJobHasEndedThenLeadsToItAndAnotherPageStartsAnew(TestStore store) {
        open(store);
        List<Account> targets = make(1);
        Seen seen = TestBulk.seen(portal, 1);
        String first = start(portal, LOG_OUT, targets, seen);
        TestJobs.finish(portal, first, by.account());
        Seen stopped = TestBulk.seen(portal, 1);
        String second = start(portal, LOG_OUT, targets, stopped);
        portal.get(Jobs.class).stop(second, by.account().text(), portal.now());

        assertThat(start(portal, LOG_OUT, targets, seen)).isEqualTo(first);
        assertThat(start(portal, LOG_OUT, targets, stopped)).isEqualTo(second);
        assertThat(start(portal, LOG_OUT, targets, TestBulk.seen(portal, 1)))
                .isNotIn(first, second);
    }

    /// A letter makes the one before it worthless: whoever is about to print a second one is told.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lettersWhenSomebodyElseMadeThemMeanwhileThenToldFirst(TestStore store) {
        open(store);
        List<Account> targets = make(3);
        BulkActs bulk = portal.get(BulkActs.class);
        BulkSelection all = ticked(targets);
        BulkPreview before = bulk.preview(by.session(), LETTERS, all);
        assertThat(before.letters()).isZero();
        StepUp other = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
        String first = start(portal, LETTERS, targets.subList(0, 2), TestBulk.seen(portal, 2));
        TestJobs.finish(portal, first, by.account());

        Seen stale = TestBulk.seen(portal, before);
        Start late = bulk.start(other, LETTERS, all, stale, TestPortal.SOURCE, portal.now());

        BulkPreview now = ((Start.Changed) late).preview();
        assertThat(now.letters()).isEqualTo(2);
        Seen told = TestBulk.seen(portal, now);
        assertThat(bulk.start(other, LETTERS, all, told, TestPortal.SOURCE, portal.now()))
                .isInstanceOf(Start.Started.class);
        assertThat(bulk.preview(by.session(), LOG_OUT, all).letters()).isZero();
    }

    /// The same to others, something else to the same, and the same by somebody else.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenNotTheSameThenBothAreUnderWay(TestStore store) {
        open(store);
        List<Account> targets = make(2);
        start(portal, LOG_OUT, targets, TestBulk.seen(portal, 2));

        start(portal, LOG_OUT, targets.subList(0, 1), TestBulk.seen(portal, 1));
        start(portal, LETTERS, targets, TestBulk.seen(portal, 2));
        assertThat(jobs()).hasSize(3);
        by = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
        start(portal, LOG_OUT, targets, TestBulk.seen(portal, 2));
        assertThat(jobs()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenStartedFourTimesAtOnceThenOneJobTakesItOver(TestStore store) {
        open(store);
        ImportDraft draft = draft("Ana");

        List<Object> started =
                AtOnce.run(4, node -> TestImports.start(PORTALS.node(store, node), by, draft));

        assertThat(jobs()).hasSize(1);
        assertThat(started).containsOnly(jobs().getFirst());
        assertThat(finish(jobs().getFirst()).state()).isEqualTo(Job.State.DONE);
        assertThat(TestImports.start(portal, by, draft)).isEqualTo(jobs().getFirst());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenStoppedThenStartsAnew(TestStore store) {
        open(store);
        ImportDraft draft = draft("Ana");
        String first = TestImports.start(portal, by, draft);
        portal.get(Jobs.class).stop(first, by.account().text(), portal.now());

        String second = TestImports.start(portal, by, draft);

        assertThat(second).isNotEqualTo(first);
        assertThat(finish(second).state()).isEqualTo(Job.State.DONE);
    }

    /// Another file, other columns and a long wait leave it alone.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void importWhenUnderWayThenNothingDoneToItsFileEndsIt(TestStore store) {
        open(store);
        ImportDraft draft = draft("Ana");
        String job = TestImports.start(portal, by, draft);

        ImportDraft other = draft("Lee");
        portal.get(Imports.class).match(draft, List.of(ImportField.NUMBER, ImportField.IGNORED));
        portal.clock.advance(Duration.ofHours(3));
        draft("Rui");

        assertThat(finish(job).state()).isEqualTo(Job.State.DONE);
        assertThat(portal.get(Imports.class).find(other.id(), by.session(), portal.now()))
                .isEmpty();
    }

    private List<Account> make(int count) {
        return Stream.generate(() -> staff.make(Role.EMPLOYEE)).limit(count).toList();
    }

    private String start(TestPortal node, BulkOrder order, List<Account> targets, Seen seen) {
        Start start =
                node.get(BulkActs.class)
                        .start(by, order, ticked(targets), seen, TestPortal.SOURCE, node.now());
        return ((Start.Started) start).job();
    }

    private static BulkSelection ticked(List<Account> targets) {
        return new BulkSelection.Ticked(targets.stream().map(Account::username).toList());
    }

    private ImportDraft draft(String name) {
        String text = "number,name\n" + NUMBERS.incrementAndGet() + "," + name + "\n";
        return TestImports.draft(portal, by, text.getBytes(StandardCharsets.UTF_8));
    }

    private Job finish(String job) {
        return TestJobs.finish(portal, job, by.account());
    }

    /// Those of whoever acts.
    private List<String> jobs() {
        return portal.jdbc()
                .sql("select id from job where owner = :owner")
                .param("owner", by.account().text())
                .query(String.class)
                .list();
    }
}
