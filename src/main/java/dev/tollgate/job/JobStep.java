package dev.tollgate.job;

/// What came of one step of a job.
public sealed interface JobStep {

    /// Something was done, or has to be tried again, and there is more.
    record More() implements JobStep {}

    /// Nothing is left to do.
    record Done() implements JobStep {}

    /// The job cannot go on: what is left is left out.
    ///
    /// @param why in a word, which the feature has a text for
    record Failed(String why) implements JobStep {}
}
