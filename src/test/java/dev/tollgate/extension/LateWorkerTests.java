package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.extension.BulkActs.Start;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobClaim;
import dev.tollgate.job.LeaseLostException;
import dev.tollgate.job.TestJobs;
import dev.tollgate.session.StepUp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A worker that stood still for longer than its lease, and goes on while another has its job.
class LateWorkerTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void workerWhenItsJobIsAnothersThenMovesNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account target = staff.make(Role.EMPLOYEE);
        String job = disable(staff, target);
        portal.jdbc()
                .sql(
                        "update job set finished_at = 1, state = 'STOPPED' where id <> :job and finished_at is null")
                .param("job", job)
                .update();
        JobClaim late = TestJobs.claim(portal);
        portal.clock.advance(Duration.ofMinutes(2));
        JobClaim next = TestJobs.claim(portal);
        assertThat(List.of(late.job().id(), next.job().id())).containsOnly(job);

        TestJobs.moves(portal, late)
                .forEach(
                        (name, move) ->
                                assertThatThrownBy(move)
                                        .as(name)
                                        .isInstanceOf(LeaseLostException.class));

        assertThat(staff.now(target)).isEqualTo(target);
        portal.clock.advance(Duration.ofMinutes(2));
        assertThat(TestJobs.finish(portal, job, portal.admin().id()).state())
                .isEqualTo(Job.State.DONE);
        assertThat(staff.now(target).status()).isEqualTo(Status.DISABLED);
    }

    private static String disable(Staff staff, Account target) {
        TestPortal portal = staff.portal();
        StepUp by = staff.stepUp(portal.admin());
        Start start =
                portal.get(BulkActs.class)
                        .start(
                                by,
                                new BulkOrder(BulkAct.DISABLE, null, ""),
                                new BulkSelection.Ticked(List.of(target.username())),
                                TestBulk.seen(portal, 1),
                                TestPortal.SOURCE,
                                portal.now());
        return ((Start.Started) start).job();
    }
}
