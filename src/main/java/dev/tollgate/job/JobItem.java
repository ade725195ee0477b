package dev.tollgate.job;

/// One of the things that a job does.
///
/// @param subject what it is done to, such as an account's id
/// @param label what people call it
/// @param outcome what came of it; empty while it waits
public record JobItem(int position, String subject, String label, String outcome) {

    /// Of what was done as it was wanted.
    public static final String DONE = "DONE";

    /// One that waits.
    public static JobItem waiting(int position, String subject, String label) {
        return new JobItem(position, subject, label, "");
    }

    /// Whether nothing was done to it.
    public boolean leftOut() {
        return !outcome.isEmpty() && !outcome.equals(DONE);
    }
}
