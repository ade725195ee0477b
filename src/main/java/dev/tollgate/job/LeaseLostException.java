package dev.tollgate.job;

/// The job was stopped, or another server has taken it over: what the step did is rolled back. No
/// stack trace: this is not a defect.
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(String job) {
        super("job " + job + " is no longer this worker's", null, false, false);
    }
}
