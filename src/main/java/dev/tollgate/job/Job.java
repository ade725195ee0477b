package dev.tollgate.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as it was when it was read.
///
/// @param owner id of the account that started it
/// @param kind what is done; the feature that does it knows the word
/// @param payload what that feature needs to know, in its own words; no secret
/// @param failure why it ended early, in a word; empty where it did not
/// @param done how many of `total` are through, also those left out
/// @param leftOut to how many nothing was done
/// @param results whether there is something to show once
public record Job(
        String id,
        String owner,
        String kind,
        String payload,
        State state,
        String failure,
        int total,
        int done,
        int leftOut,
        Instant createdAt,
        @Nullable Instant finishedAt,
        boolean results) {

    /// How far it is.
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    public boolean finished() {
        return finishedAt != null;
    }

    /// To how many it was done.
    public int reached() {
        return done - leftOut;
    }
}
