package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.job.Job;

/// What the job of a bulk act has to know, as it stands in its row.
///
/// @param mandate id of the mandate under which it acts
record BulkTask(String mandate, BulkOrder order) {

    private static final int PARTS = 3;

    static String text(String mandate, BulkOrder order) {
        Role given = order.given();
        return mandate + "\n" + (given == null ? "" : given.name()) + "\n" + order.reason();
    }

    static BulkTask of(Job job) {
        String[] parts = job.payload().split("\n", PARTS);
        Role given = parts[1].isEmpty() ? null : Role.valueOf(parts[1]);
        BulkAct act = BulkAct.valueOf(job.kind().substring(BulkAct.KIND_PREFIX.length()));
        return new BulkTask(parts[0], new BulkOrder(act, given, parts[2]));
    }
}
