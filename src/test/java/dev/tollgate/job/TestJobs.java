package dev.tollgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import java.util.Objects;

/// A worker that does so much and then dies, as it were: its lease runs out at once.
public final class TestJobs {

    private TestJobs() {}

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
}
