package dev.tollgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.kernel.AccountId;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Workers of a test.
public final class TestJobs {

    private TestJobs() {}

    /// Does all that is due, and gives one job as it stands then.
    ///
    /// @param owner the account that started it
    public static Job finish(TestPortal portal, String job, AccountId owner) {
        portal.get(JobRunner.class).runDue();
        return portal.get(Jobs.class).find(job, owner.text()).orElseThrow();
    }

    /// Does so much and then dies, as it were: the lease runs out at once.
    public static void step(TestPortal portal, String job, int steps) {
        JobRunner runner = portal.get(JobRunner.class);
        JobClaim claim = runner.claimNext().orElseThrow();
        assertThat(claim.job().id()).isEqualTo(job);
        JobWork work = Objects.requireNonNull(runner.workFor(claim));
        for (int i = 0; i < steps; i++) {
            assertThat(work.step(claim, portal.now())).isInstanceOf(JobStep.More.class);
        }
        claim.release(portal.now());
    }

    /// A worker that has just taken the job that is due.
    public static JobClaim claim(TestPortal portal) {
        return portal.get(JobRunner.class).claimNext().orElseThrow();
    }

    /// Everything by which a worker moves a job on.
    public static Map<String, ThrowingCallable> moves(TestPortal portal, JobClaim claim) {
        JobWork work = Objects.requireNonNull(portal.get(JobRunner.class).workFor(claim));
        return Map.of(
                "step", () -> work.step(claim, portal.now()),
                "fail", () -> claim.fail("FAILED", portal.now()),
                "done", () -> claim.done(portal.now()));
    }
}
