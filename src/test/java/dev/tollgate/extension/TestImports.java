package dev.tollgate.extension;

import dev.tollgate.TestPortal;
import dev.tollgate.session.StepUp;

/// Takes a file over as the pages do, step by step.
final class TestImports {

    private TestImports() {}

    /// Uploads a file.
    static ImportDraft draft(TestPortal portal, StepUp by, byte[] file) {
        Imports imports = portal.get(Imports.class);
        Imports.Upload upload = imports.upload(by.session(), "users.csv", file, portal.now());
        String id = ((Imports.Upload.Uploaded) upload).draft();
        return imports.find(id, by.session(), portal.now()).orElseThrow();
    }

    /// Starts the import of what the check has just shown.
    ///
    /// @return the job's id
    static String start(TestPortal portal, StepUp by, ImportDraft draft) {
        Imports imports = portal.get(Imports.class);
        String stamp = imports.check(draft, by.session()).stamp();
        Imports.Start start = imports.start(by, draft, stamp, TestPortal.SOURCE, portal.now());
        return ((Imports.Start.Started) start).job();
    }
}
