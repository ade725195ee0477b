package dev.tollgate.job;

import java.util.List;

/// A job to be started.
///
/// @param kind of a [JobWork]
/// @param owner id of the account that starts it
/// @param origin from what it is started, which starts one job and no second
/// @param content what it is about: of two jobs of an owner about the same one is under way
/// @param payload what the feature needs to know; no secret
/// @param items what is to be done; those that are left out from the start carry their outcome
/// @param total how much there is to do
public record NewJob(
        String kind,
        String owner,
        String origin,
        String content,
        String payload,
        List<JobItem> items,
        int total) {

    public NewJob {
        items = List.copyOf(items);
    }
}
