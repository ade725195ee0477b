package dev.tollgate.extension;

import dev.tollgate.job.Job;

/// What the job of an import has to know, as it stands in its row.
///
/// @param mandate id of the mandate under which it acts
/// @param draft id of the file
/// @param stamp of the check that its owner has seen
record ImportTask(String mandate, String draft, String stamp) {

    static final String KIND = "IMPORT";

    static String text(String mandate, String draft, String stamp) {
        return String.join("\n", mandate, draft, stamp);
    }

    static ImportTask of(Job job) {
        String[] parts = job.payload().split("\n", -1);
        return new ImportTask(parts[0], parts[1], parts[2]);
    }
}
