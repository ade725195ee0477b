package dev.tollgate.web;

import java.util.List;

/// The page `job`: how far a job is, and what came of it.
///
/// @param failure why it ended early, a part of the key `job.failure.`; empty where it did not
/// @param leftOut to what nothing was done; the first of them
/// @param forInvitations numbers of those whom an import has made and a mail reaches
/// @param forLetters numbers of those whom it has made and no mail reaches
record JobPageView(
        JobView job,
        String failure,
        MomentView started,
        List<LeftOut> leftOut,
        List<String> forInvitations,
        List<String> forLetters) {

    JobPageView {
        forInvitations = List.copyOf(forInvitations);
        forLetters = List.copyOf(forLetters);
        leftOut = List.copyOf(leftOut);
    }

    /// How many are left out beyond those listed.
    public int more() {
        return job.leftOut() - leftOut.size();
    }

    /// @param why a part of the key `left-out.`
    record LeftOut(String title, String why) {}
}
