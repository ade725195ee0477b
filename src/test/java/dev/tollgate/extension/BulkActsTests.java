package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.extension.BulkActs.Letter;
import dev.tollgate.extension.BulkActs.Start;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.JobRunner;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.TestJobs;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Acts on many: the preview says what the job does, and the job does nothing that an act on one
/// would not.
class BulkActsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestPortal portal;
    private Staff staff;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        staff = Staff.of(portal);
    }

    /// Every role by every act on every role, all at once.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenOnManyThenReachesWhomTheSameActOnOneReaches(TestStore store) {
        open(store);
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());
        try {
            for (Role role : Role.values()) {
                for (BulkAct act : BulkAct.values()) {
                    reach(role, act);
                }
            }
        } finally {
            TestMailServer.forget(portal.get(MailServers.class), portal.get(Transactions.class));
        }
    }

    private void reach(Role role, BulkAct act) {
        Account actor = staff.make(role);
        List<Account> targets = new ArrayList<>(List.of(actor));
        List<String> reached = new ArrayList<>();
        for (Role targetRole : Role.values()) {
            Account target = staff.make(targetRole);
            targets.add(target);
            if (Administration.refusal(role, targetRole, act.act(), false).isEmpty()
                    && !(act == BulkAct.ROLE && targetRole == Role.EMPLOYEE)
                    && act != BulkAct.TURN_OFF_TWO_FACTOR) {
                reached.add(target.username());
            }
        }
        BulkOrder order = new BulkOrder(act, Role.EMPLOYEE, "lost phones");
        StepUp by = staff.stepUp(actor);
        BulkPreview preview =
                portal.get(BulkActs.class).preview(by.session(), order, ticked(targets));
        assertThat(preview.reached()).as("%s by %s", act, role).isEqualTo(reached.size());
        assertThat(preview.total()).isEqualTo(targets.size());

        if (reached.isEmpty()) {
            assertThat(start(by, order, ticked(targets), 0)).isInstanceOf(Start.Changed.class);
            return;
        }
        Job job = run(by, order, targets);
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.reached()).as("%s by %s", act, role).isEqualTo(reached.size());
        assertThat(leftOut(job))
                .extracting(JobItem::label)
                .noneMatch(label -> reached.contains(label.split(" ", 2)[0]))
                .hasSize(targets.size() - reached.size());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void disableWhenDoneThenAccountsAreClosedToldAndOnRecord(TestStore store) {
        open(store);
        List<Account> targets = make(4);
        StepUp by = admin();

        Job job = run(by, new BulkOrder(BulkAct.DISABLE, null, ""), targets);

        assertThat(job.done()).isEqualTo(4);
        for (Account target : targets) {
            assertThat(staff.now(target).status()).isEqualTo(Status.DISABLED);
            assertThat(staff.notices(target)).containsExactly(NoticeKind.ACCOUNT_DISABLED);
            assertThat(staff.events(target).getFirst().actor()).isEqualTo(portal.admin().id());
            assertThat(staff.events(target).getFirst().source()).isEqualTo(TestPortal.SOURCE);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void letterWhenMadeThenLogsInAndIsShownOnce(TestStore store) {
        open(store);
        List<Account> targets = make(3);
        StepUp by = admin();
        Job job = run(by, new BulkOrder(BulkAct.LETTERS, null, ""), targets);
        BulkActs bulk = portal.get(BulkActs.class);
        PortalSession other = staff.session(staff.make(Role.SUPER_ADMINISTRATOR));

        assertThat(bulk.takeLetters(job.id(), other, portal.now())).isEmpty();
        List<Letter> letters = bulk.takeLetters(job.id(), by.session(), portal.now());
        assertThat(bulk.takeLetters(job.id(), by.session(), portal.now())).isEmpty();

        assertThat(letters)
                .extracting(Letter::number)
                .containsExactlyElementsOf(targets.stream().map(Account::username).toList());
        for (int i = 0; i < targets.size(); i++) {
            assertThat(staff.logIn(targets.get(i), letters.get(i).password()))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
        assertThat(sealedRows(job)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void letterWhenNotTakenInFifteenMinutesThenIsGone(TestStore store) {
        open(store);
        StepUp by = admin();
        Job job = run(by, new BulkOrder(BulkAct.LETTERS, null, ""), make(2));
        assertThat(sealedRows(job)).isEqualTo(2);

        portal.clock.advance(Duration.ofMinutes(15));

        assertThat(portal.get(BulkActs.class).takeLetters(job.id(), by.session(), portal.now()))
                .isEmpty();
        portal.get(Jobs.class).purge(portal.now());
        assertThat(sealedRows(job)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenOwnerIsDemotedInTheMiddleThenTheRestIsNotDone(TestStore store) {
        open(store);
        Account actor = staff.make(Role.ADMINISTRATOR);
        List<Account> targets = make(5);
        StepUp by = staff.stepUp(actor);
        String id = started(by, new BulkOrder(BulkAct.DISABLE, null, ""), targets);
        stepOnce(id, 2);
        staff.save(admin(), actor, staff.change(actor, null, null, Role.EMPLOYEE));

        Job job = finish(id, actor);

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.failure()).isEqualTo("AUTHORITY_ENDED");
        assertThat(job.reached()).isEqualTo(2);
        assertThat(disabled(targets)).isEqualTo(2);
        assertThat(leftOut(job)).extracting(JobItem::outcome).containsOnly("AUTHORITY_ENDED");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenOwnerIsDisabledOrChangesPasswordThenTheRestIsNotDone(TestStore store) {
        open(store);
        for (String change :
                List.of(
                        "update account set status = 'DISABLED' where id = :id",
                        "update account set portal_access = 0 where id = :id",
                        "update account set epoch = epoch + 1 where id = :id")) {
            Account actor = staff.make(Role.ADMINISTRATOR);
            List<Account> targets = make(3);
            String id =
                    started(staff.stepUp(actor), new BulkOrder(BulkAct.DELETE, null, ""), targets);
            stepOnce(id, 1);
            write(change, actor);

            Job job = finish(id, actor);

            assertThat(job.state()).as(change).isEqualTo(Job.State.FAILED);
            assertThat(job.reached()).as(change).isEqualTo(1);
            assertThat(there(targets)).as(change).isEqualTo(2);
        }
    }

    /// Their sessions open nothing but the set-up page from then on, so their work ends too.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenTwoFactorBecomesMandatoryForItsOwnerThenTheRestIsNotDone(TestStore store) {
        open(store);
        Account actor = staff.make(Role.ADMINISTRATOR);
        List<Account> targets = make(3);
        BulkOrder disable = new BulkOrder(BulkAct.DISABLE, null, "");
        String id = started(staff.stepUp(actor), disable, targets);
        stepOnce(id, 1);
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(Role.ADMINISTRATOR), null));
        try {
            Job job = finish(id, actor);

            assertThat(job.failure()).isEqualTo("AUTHORITY_ENDED");
            assertThat(disabled(targets)).isEqualTo(1);
        } finally {
            TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(), null));
        }
    }

    /// The page is closed and its owner logged out; the work goes on.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenOwnersSessionHasEndedThenGoesOn(TestStore store) {
        open(store);
        Account actor = staff.make(Role.ADMINISTRATOR);
        List<Account> targets = make(3);
        StepUp by = staff.stepUp(actor);
        String id = started(by, new BulkOrder(BulkAct.DISABLE, null, ""), targets);
        write("delete from session where account_id = :id", actor);

        Job job = finish(id, actor);

        assertThat(job.reached()).isEqualTo(3);
        assertThat(disabled(targets)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenTargetRisesInTheMiddleThenIsLeftOutWithARefusalOnRecord(TestStore store) {
        open(store);
        Account actor = staff.make(Role.ADMINISTRATOR);
        List<Account> targets = make(3);
        String id = started(staff.stepUp(actor), new BulkOrder(BulkAct.DISABLE, null, ""), targets);
        Account risen = targets.get(1);
        Account gone = targets.get(2);
        staff.save(admin(), risen, staff.change(risen, null, null, Role.ADMINISTRATOR));
        portal.get(ExtensionEditing.class)
                .delete(admin(), staff.extension(gone), TestPortal.SOURCE, portal.now());

        Job job = finish(id, actor);

        assertThat(leftOut(job)).extracting(JobItem::outcome).containsExactly("RANK", "GONE");
        assertThat(staff.now(risen).status()).isEqualTo(Status.ACTIVE);
        assertThat(staff.events(risen).getFirst().kind().name())
                .isEqualTo("ADMINISTRATION_REFUSED");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenStoppedThenWhatIsDoneStaysAndNothingFollows(TestStore store) {
        open(store);
        List<Account> targets = make(4);
        StepUp by = admin();
        String id = started(by, new BulkOrder(BulkAct.DISABLE, null, ""), targets);
        stepOnce(id, 1);
        Jobs jobs = portal.get(Jobs.class);
        PortalSession other = staff.session(staff.make(Role.SUPER_ADMINISTRATOR));

        assertThat(jobs.stop(id, other.account().text(), portal.now())).isFalse();
        assertThat(jobs.stop(id, by.account().text(), portal.now())).isTrue();
        Job job = finish(id, portal.admin());

        assertThat(job.state()).isEqualTo(Job.State.STOPPED);
        assertThat(job.done()).isEqualTo(1);
        assertThat(disabled(targets)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenCountsAreNotThoseOfThePreviewThenNothingStarts(TestStore store) {
        open(store);
        List<Account> targets = make(2);

        Start start = start(admin(), new BulkOrder(BulkAct.DELETE, null, ""), ticked(targets), 3);

        assertThat(start).isInstanceOf(Start.Changed.class);
        portal.get(JobRunner.class).runDue();
        assertThat(there(targets)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turnOffWhenWithoutReasonThenNothingStarts(TestStore store) {
        open(store);
        Start start =
                start(
                        admin(),
                        new BulkOrder(BulkAct.TURN_OFF_TWO_FACTOR, null, " \u200b"),
                        ticked(make(1)),
                        1);

        assertThat(start).isInstanceOf(Start.ReasonMissing.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turnOffWhenDoneThenPasswordAloneLogsInAndTheReasonIsOnRecord(TestStore store) {
        open(store);
        Account target = staff.make(Role.EMPLOYEE);
        portal.enrol(staff.session(target), Secret.of(TestStaff.PASSWORD));
        StepUp by = admin();

        Job job =
                run(
                        by,
                        new BulkOrder(BulkAct.TURN_OFF_TWO_FACTOR, null, "Phones were stolen"),
                        List.of(target));

        assertThat(job.reached()).isEqualTo(1);
        assertThat(staff.extension(target).hasTwoFactor()).isFalse();
        assertThat(staff.events(target).getFirst().reason()).isEqualTo("Phones were stolen");
        assertThat(portal.get(Sessions.class).of(target.id(), portal.now())).isEmpty();
    }

    /// Both look for work at the same moment, again and again.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenTwoNodesWorkThenEachItemIsDoneOnce(TestStore store) {
        open(store);
        List<Account> targets = make(12);
        String id = started(admin(), new BulkOrder(BulkAct.LOG_OUT, null, ""), targets);

        List<Object> results =
                AtOnce.run(
                        4,
                        node -> {
                            PORTALS.node(store, node).get(JobRunner.class).runDue();
                            return "ran";
                        });

        assertThat(results).containsOnly("ran");
        Job job = finish(id, portal.admin());
        assertThat(job.reached()).isEqualTo(12);
        for (Account target : targets) {
            assertThat(staff.now(target).epoch()).isEqualTo(target.epoch() + 1);
            assertThat(staff.notices(target)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void jobWhenItsWorkerDiedThenAnotherGoesOnAfterTheLease(TestStore store) {
        open(store);
        List<Account> targets = make(3);
        String id = started(admin(), new BulkOrder(BulkAct.DISABLE, null, ""), targets);
        write("update job set state = 'RUNNING', lease = 'dead', lease_until = :until", 120);

        assertThat(finish(id, portal.admin()).done()).isZero();
        portal.clock.advance(Duration.ofMinutes(2));

        assertThat(finish(id, portal.admin()).reached()).isEqualTo(3);
        assertThat(disabled(targets)).isEqualTo(3);
    }

    private StepUp admin() {
        return staff.stepUp(portal.admin());
    }

    private List<Account> make(int count) {
        List<Account> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(staff.make(Role.EMPLOYEE));
        }
        return made;
    }

    private static BulkSelection ticked(List<Account> targets) {
        return new BulkSelection.Ticked(targets.stream().map(Account::username).toList());
    }

    private Start start(StepUp by, BulkOrder order, BulkSelection selection, int expected) {
        return portal.get(BulkActs.class)
                .start(
                        by,
                        order,
                        selection,
                        TestBulk.seen(portal, expected),
                        TestPortal.SOURCE,
                        portal.now());
    }

    private String started(StepUp by, BulkOrder order, List<Account> targets) {
        int reached =
                portal.get(BulkActs.class).preview(by.session(), order, ticked(targets)).reached();
        return ((Start.Started) start(by, order, ticked(targets), reached)).job();
    }

    private Job run(StepUp by, BulkOrder order, List<Account> targets) {
        String id = started(by, order, targets);
        return TestJobs.finish(portal, id, by.account());
    }

    /// Does so many items as a worker that then dies.
    private void stepOnce(String id, int items) {
        TestJobs.step(portal, id, items);
    }

    private Job finish(String id, Account owner) {
        return TestJobs.finish(portal, id, owner.id());
    }

    private List<JobItem> leftOut(Job job) {
        return portal.get(Jobs.class).leftOut(job);
    }

    private long disabled(List<Account> targets) {
        return targets.stream()
                .filter(target -> staff.now(target).status() == Status.DISABLED)
                .count();
    }

    private long there(List<Account> targets) {
        return targets.stream()
                .map(target -> portal.get(Accounts.class).get(target.id()))
                .filter(Optional::isPresent)
                .count();
    }

    private long sealedRows(Job job) {
        return portal.jdbc()
                .sql("select count(*) from job_item where job_id = :id and sealed is not null")
                .param("id", job.id())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private void write(String sql, Account account) {
        portal.get(Transactions.class)
                .write(() -> portal.jdbc().sql(sql).param("id", account.id().text()).update());
    }

    private void write(String sql, int seconds) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(sql + " where finished_at is null")
                                        .param(
                                                "until",
                                                portal.now().plusSeconds(seconds).toEpochMilli())
                                        .update());
    }
}
