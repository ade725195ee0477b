package dev.tollgate.job;

import java.time.Instant;
import java.util.Set;

/// How a feature does its long work, one step after the other.
///
/// The process may end before, in or after any step. What a step does and that it is done share one
/// transaction, so that whoever goes on does nothing twice.
public interface JobWork {

    /// Which kinds of jobs this is for.
    Set<String> kinds();

    /// Does the next piece, in no open transaction.
    JobStep step(JobClaim claim, Instant now);
}
