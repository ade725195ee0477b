package dev.tollgate.web;

/// One job as the strip on every page shows it.
///
/// @param kind its name is the text `job.` + kind
/// @param state a name of `Job.State`
/// @param finished whether it has ended
/// @param letters whether it has letters to show, once
record JobView(
        String id,
        String kind,
        String state,
        int done,
        int total,
        int leftOut,
        boolean finished,
        boolean letters) {

    /// To how many it was done.
    public int reached() {
        return done - leftOut;
    }

    /// Work that was stopped or ended early does not look like work that is done.
    public String tone() {
        return switch (state) {
            case "DONE" -> "ok";
            case "STOPPED" -> "warn";
            case "FAILED" -> "bad";
            default -> "info";
        };
    }

    public String icon() {
        return switch (state) {
            case "DONE" -> "check";
            case "STOPPED", "FAILED" -> "alert";
            default -> "clock";
        };
    }
}
