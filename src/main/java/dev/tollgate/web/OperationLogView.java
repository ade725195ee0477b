package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `operation-log`: one row of the record with all that it holds.
///
/// @param kind a name of `AuditEvent.Kind`
/// @param whom `null` where it concerns no account
/// @param address from where
/// @param browser what the browser says of itself
/// @param session beginning of the session's digest; empty for none
/// @param number place in the chain; empty while it is not chained
record OperationLogView(
        String id,
        MomentView at,
        TextView sentence,
        String kind,
        TextView who,
        @Nullable TextView whom,
        String address,
        String browser,
        String session,
        String reason,
        boolean refused,
        String number) {}
