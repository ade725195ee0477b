package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `operation-logs`: a GET of `/maintenance/operation-logs` with the fields of its filter
/// and `before`; the same fields and `format` are posted to `/maintenance/operation-logs/export`,
/// `days` and `version` to `/maintenance/operation-logs/retention`.
///
/// @param filter what the fields hold
/// @param events names of `EventGroup` and `AuditEvent.Kind`, for choice
/// @param rows one page, newest first
/// @param first whether it is the first page
/// @param older where the next page begins, or `null`
/// @param today the day, as the filter takes it
/// @param chain how it stands with the chain
/// @param alerts what is wrong with the record, or does not work about its copies
/// @param days for how many days the record is kept, as typed; empty for whoever may not change it
/// @param version of the retention that the form was made from
/// @param changed what somebody else saved first, error `version`; else empty
/// @param stepUp the pop-up that is open, or `null`
/// @param errors of the filter, or of the retention
record OperationLogsView(
        FilterView filter,
        List<String> events,
        List<RowView> rows,
        boolean first,
        @Nullable String older,
        String today,
        ChainView chain,
        List<AlertView> alerts,
        String days,
        int version,
        List<ComparedView> changed,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    OperationLogsView {
        events = List.copyOf(events);
        rows = List.copyOf(rows);
        alerts = List.copyOf(alerts);
        changed = List.copyOf(changed);
    }

    /// What the fields of the filter hold.
    ///
    /// @param from a day as `2026-11-24`, or empty
    /// @param until a day, or empty
    /// @param who login name of whoever did it
    /// @param whom login name of whom it concerns
    /// @param event a name of `EventGroup` or `AuditEvent.Kind`, or empty
    /// @param outcome `DONE`, `REFUSED` or empty
    record FilterView(
            String from,
            String until,
            String who,
            String whom,
            String event,
            String outcome,
            String address) {

        /// Whether something narrows the list.
        public boolean narrows() {
            return !(from + until + who + whom + event + outcome + address).isEmpty();
        }
    }

    /// One row.
    ///
    /// @param who a name, or a text such as `logs.console`
    /// @param whom a name; `null` where it is whoever did it, or nobody
    /// @param refused whether it ended in a refusal
    record RowView(
            String id,
            MomentView at,
            TextView who,
            @Nullable TextView whom,
            TextView sentence,
            String reason,
            String address,
            String browser,
            boolean refused) {}

    /// How it stands with the chain.
    ///
    /// @param number of its last row, in digits; empty where nothing is chained
    /// @param until when that was chained, or `null`
    /// @param verified when all of it was last looked through and found whole, or `null`
    /// @param broken whether nothing can be chained any more
    record ChainView(
            String number,
            @Nullable MomentView until,
            @Nullable MomentView verified,
            boolean broken) {}

    /// @param tone `bad` or `warn`
    record AlertView(String tone, TextView text) {}
}
