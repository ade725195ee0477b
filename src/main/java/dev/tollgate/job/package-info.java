/// Work that takes longer than a request: a row for each job, which goes on when its page is closed
/// and after a restart, on whichever server holds its lease.
///
/// [dev.tollgate.job.Jobs] is what doors and features see; a feature that has long work implements
/// [dev.tollgate.job.JobWork], and [dev.tollgate.job.JobRunner] calls it step by step.
@NullMarked
package dev.tollgate.job;

import org.jspecify.annotations.NullMarked;
