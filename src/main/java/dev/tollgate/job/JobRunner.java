package dev.tollgate.job;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.StorageProperties;
import dev.tollgate.storage.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Works on the jobs that are due. Of all servers on one database, one works on a job at a time:
/// who holds its lease, which each step renews. Safe for use by many threads.
@Component
public final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int LEASE_BYTES = 16;

    /// After so many steps in a row that ended in a failure of ours the job is given up.
    private static final int ATTEMPTS = 3;

    private final JobStore store;
    private final Map<String, JobWork> works = new HashMap<>();
    private final Transactions transactions;
    private final RandomSource random;
    private final Clock clock;
    private final boolean alone;
    private volatile boolean closing;

    JobRunner(
            JobStore store,
            List<JobWork> works,
            Transactions transactions,
            RandomSource random,
            Clock clock,
            StorageProperties storage) {
        this.store = store;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
        this.alone = !storage.database().isPostgres();
        for (JobWork work : works) {
            work.kinds().forEach(kind -> this.works.put(kind, work));
        }
    }

    /// Takes up at once what a server before this one has left in the middle, however that ended,
    /// where no other can be at it: of the servers on one SQLite file one runs at a time. On a
    /// database of several the lease tells.
    void takeUp() {
        if (alone) {
            transactions.write(() -> store.releaseAll(clock.instant()));
        }
    }

    /// Does what is due on the calling thread, until nothing is.
    public void runDue() {
        Optional<JobClaim> claim = claimNext();
        while (claim.isPresent()) {
            run(claim.get());
            claim = closing ? Optional.empty() : claimNext();
        }
    }

    /// Lets the step under way end, and begins no other.
    void close() {
        closing = true;
    }

    /// A job that somebody may work on now.
    Optional<JobClaim> claimNext() {
        Instant now = clock.instant();
        return transactions.read(() -> store.due(now)).stream()
                .flatMap(id -> claim(id, now).stream())
                .findFirst();
    }

    private Optional<JobClaim> claim(String id, Instant now) {
        String lease = HexFormat.of().formatHex(random.bytes(LEASE_BYTES));
        return transactions.write(
                () ->
                        store.claim(id, lease, now, now.plus(JobClaim.LEASE))
                                ? store.find(id)
                                        .map(job -> new JobClaim(store, transactions, job, lease))
                                : Optional.empty());
    }

    @Nullable JobWork workFor(JobClaim claim) {
        return works.get(claim.job().kind());
    }

    /// The outermost handler of its thread. What failed is tried again when the lease has run out.
    private void run(JobClaim claim) {
        try {
            JobWork work = workFor(claim);
            if (work == null || isGivenUp(claim)) {
                claim.fail("FAILED", clock.instant());
                return;
            }
            work(claim, work);
        } catch (LeaseLostException e) {
            log.debug("{}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("job {} will be tried again", claim.job().id(), e);
        }
    }

    private void work(JobClaim claim, JobWork work) {
        while (!closing) {
            Instant now = clock.instant();
            JobStep step = work.step(claim, now);
            if (!(step instanceof JobStep.More)) {
                end(claim, step, now);
                return;
            }
        }
        claim.release(clock.instant());
    }

    private static void end(JobClaim claim, JobStep step, Instant now) {
        switch (step) {
            case JobStep.Failed(String why) -> claim.fail(why, now);
            case JobStep.Done _, JobStep.More _ -> claim.done(now);
        }
    }

    private boolean isGivenUp(JobClaim claim) {
        return transactions.read(() -> store.attempts(claim.job().id())) > ATTEMPTS;
    }
}
