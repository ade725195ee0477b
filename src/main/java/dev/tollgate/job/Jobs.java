package dev.tollgate.job;

import dev.tollgate.kernel.Ids;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Starts jobs, shows how far they are, stops them. A job is its owner's: for everybody else it is
/// not there.
@Component
public final class Jobs {

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int SHOWN = 3;
    private static final int LEFT_OUT_SHOWN = 500;

    private final JobStore store;
    private final Transactions transactions;
    private final Ids ids;

    Jobs(JobStore store, Transactions transactions, Ids ids) {
        this.store = store;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Starts a job with the commit of the open transaction.
    ///
    /// @return its id; empty where its origin has started one already, or one about the same is
    /// under way
    public Optional<String> start(NewJob job, Instant now) {
        Transactions.requireOpen();
        String id = ids.next(now).toString();
        return store.insert(id, job, now) ? Optional.of(id) : Optional.empty();
    }

    /// The newest job that an origin has started.
    public Optional<Job> startedFrom(String origin, String owner) {
        return transactions.read(() -> store.startedFrom(origin, owner));
    }

    /// The job about something that is under way.
    public Optional<Job> underWay(String content, String owner) {
        return transactions.read(() -> store.underWay(content, owner));
    }

    public Optional<Job> find(String id, String owner) {
        return transactions.read(() -> store.find(id, owner));
    }

    /// What its owner has not marked as read: all that is under way, then the newest few of what
    /// has ended.
    public List<Job> unread(String owner) {
        return transactions.read(() -> store.unread(owner, SHOWN));
    }

    /// To what it was done.
    public List<JobItem> done(Job job) {
        return transactions.read(() -> store.done(job.id()));
    }

    /// To what nothing was done, and why; the first 500.
    public List<JobItem> leftOut(Job job) {
        return transactions.read(() -> store.leftOut(job.id(), LEFT_OUT_SHOWN));
    }

    /// Stops a job at the step that is under way, which is rolled back. What is done stays done.
    ///
    /// @return false where there is nothing to stop
    public boolean stop(String id, String owner, Instant now) {
        return transactions.write(() -> store.stop(id, owner, now));
    }

    /// Takes a finished job off the pages of its owner.
    public void markRead(String id, String owner, Instant now) {
        transactions.write(() -> store.markRead(id, owner, now));
    }

    /// What is shown once: whoever asks first gets it, within 15 minutes after the end.
    public List<JobResult> takeResults(String id, String owner, Instant now) {
        return transactions.write(
                () -> {
                    if (!store.takeResults(id, owner, now)) {
                        return List.<JobResult>of();
                    }
                    List<JobResult> results = store.results(id);
                    store.forgetResults(id);
                    return results;
                });
    }

    /// Forgets what has run out.
    public void purge(Instant now) {
        transactions.write(
                () -> {
                    store.forgetResultsBefore(now);
                    store.deleteFinishedBefore(now.minus(RETENTION));
                });
    }
}
