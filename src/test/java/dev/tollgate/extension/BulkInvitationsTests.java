package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.extension.BulkActs.Start;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.TestJobs;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.Invitations;
import dev.tollgate.login.LinkOutcome;
import dev.tollgate.notice.TestMails;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Invitations to many: each gets a link of their own, and who cannot be reached is named.
class BulkInvitationsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final BulkOrder INVITE = new BulkOrder(BulkAct.INVITATIONS, null, "");
    private static final Secret WANTED = Secret.of("correct horse battery staple");

    private TestPortal portal;
    private Staff staff;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        staff = Staff.of(portal);
    }

    @AfterEach
    void forgetMail() {
        TestMailServer.forget(portal.get(MailServers.class), portal.get(Transactions.class));
    }

    private void setUpMail() {
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void inviteWhenManyThenEachGetsALinkOfTheirOwn(TestStore store) {
        open(store);
        setUpMail();
        List<Account> users = List.of(staff.make(Role.EMPLOYEE), staff.make(Role.EMPLOYEE));

        Job job = run(users);

        assertThat(job.reached()).isEqualTo(2);
        for (Account user : users) {
            assertThat(staff.events(user).getFirst())
                    .returns(Kind.INVITATION_SENT, AuditEvent::kind)
                    .returns(portal.admin().id(), AuditEvent::actor);
            LinkOutcome accepted =
                    portal.get(Invitations.class)
                            .accept(
                                    TestMails.link(portal, user.id()),
                                    WANTED,
                                    WANTED,
                                    TestPortal.SOURCE,
                                    portal.now());
            assertThat(portal.session(((LinkOutcome.SignedIn) accepted).session()).account())
                    .isEqualTo(user.id());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void inviteWhenOneHasNoAddressOrNoAccessThenThatOneIsLeftOut(TestStore store) {
        open(store);
        setUpMail();
        Account reached = staff.make(Role.EMPLOYEE);
        Account unreached = staff.make(Role.EMPLOYEE);
        Account closed = staff.make(Role.EMPLOYEE);
        staff.maker().set(unreached, "email = ''");
        staff.maker().set(closed, "portal_access = 0");

        BulkPreview preview = preview(List.of(reached, unreached, closed));

        assertThat(preview.reached()).isEqualTo(1);
        assertThat(preview.leftOut()).containsEntry("NO_EMAIL", 1).containsEntry("NO_ACCESS", 1);
    }

    /// The address goes between the preview and the work.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void inviteWhenTheAddressGoesMeanwhileThenNothingIsMailedAndTheResultSaysSo(TestStore store) {
        open(store);
        setUpMail();
        Account user = staff.make(Role.EMPLOYEE);
        String started = start(List.of(user));
        staff.maker().set(user, "email = ''");

        Job job = TestJobs.finish(portal, started, portal.admin().id());

        assertThat(portal.get(Jobs.class).leftOut(job))
                .extracting(JobItem::outcome)
                .containsExactly("NO_EMAIL");
        assertThat(TestMails.of(portal, user.id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void inviteWhenThereIsNoMailServerThenNobodyIsInvited(TestStore store) {
        open(store);
        BulkPreview preview = preview(List.of(staff.make(Role.EMPLOYEE)));

        assertThat(preview.leftOut()).containsEntry("NO_MAIL_SERVER", 1);
        assertThat(preview.reached()).isZero();
    }

    private BulkPreview preview(List<Account> users) {
        return portal.get(BulkActs.class)
                .preview(staff.stepUp(portal.admin()).session(), INVITE, ticked(users));
    }

    private Job run(List<Account> users) {
        return TestJobs.finish(portal, start(users), portal.admin().id());
    }

    private String start(List<Account> users) {
        StepUp by = staff.stepUp(portal.admin());
        Start start =
                portal.get(BulkActs.class)
                        .start(
                                by,
                                INVITE,
                                ticked(users),
                                TestBulk.seen(portal, users.size()),
                                TestPortal.SOURCE,
                                portal.now());
        return ((Start.Started) start).job();
    }

    private static BulkSelection ticked(List<Account> users) {
        return new BulkSelection.Ticked(users.stream().map(Account::username).toList());
    }
}
