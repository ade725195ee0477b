package dev.tollgate.job;

import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One worker's hold on one job. Everything it writes it writes only while the hold lasts: a job
/// that was stopped or taken over is changed by nobody else.
public final class JobClaim {

    /// After this time without a step another server goes on with the job.
    static final Duration LEASE = Duration.ofMinutes(2);

    private final JobStore store;
    private final Transactions transactions;
    private final Job job;
    private final String lease;

    JobClaim(JobStore store, Transactions transactions, Job job, String lease) {
        this.store = store;
        this.transactions = transactions;
        this.job = job;
        this.lease = lease;
    }

    /// The job as it was when it was claimed.
    public Job job() {
        return job;
    }

    /// The first of what is left to do.
    public List<JobItem> waiting(int limit) {
        return transactions.read(() -> store.waiting(job.id(), limit));
    }

    /// Notes in the open transaction of the step what came of an item.
    ///
    /// @param sealed what is to be shown once, or `null` for nothing
    /// @throws LeaseLostException where the job is no longer this worker's: the step is rolled back
    public void settle(JobItem item, String outcome, byte @Nullable [] sealed, Instant now) {
        Transactions.requireOpen();
        boolean left = !outcome.equals(JobItem.DONE);
        boolean held =
                store.settle(job.id(), item, outcome, sealed)
                        && store.advance(job.id(), lease, 1, left ? 1 : 0, now.plus(LEASE));
        insist(held);
    }

    /// Notes in the open transaction of the step that all of it is done at once.
    ///
    /// @throws LeaseLostException where the job is no longer this worker's: the step is rolled back
    public void settleAll(Instant now) {
        Transactions.requireOpen();
        store.settleRest(job.id(), JobItem.DONE);
        int rest = job.total() - job.done();
        insist(store.advance(job.id(), lease, rest, 0, now.plus(LEASE)));
    }

    /// Ends the job early: what is left is left out, for this reason.
    ///
    /// @throws LeaseLostException where the job is no longer this worker's
    void fail(String failure, Instant now) {
        transactions.write(
                () -> {
                    int left = store.settleRest(job.id(), failure);
                    insist(store.advance(job.id(), lease, left, left, now));
                    insist(store.finish(job.id(), lease, Job.State.FAILED, failure, now));
                });
    }

    void done(Instant now) {
        transactions.write(() -> insist(store.finish(job.id(), lease, Job.State.DONE, "", now)));
    }

    /// Lets another worker have it at once.
    void release(Instant now) {
        transactions.write(() -> store.advance(job.id(), lease, 0, 0, now));
    }

    private void insist(boolean held) {
        if (!held) {
            throw new LeaseLostException(job.id());
        }
    }
}
