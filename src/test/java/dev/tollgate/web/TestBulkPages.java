package dev.tollgate.web;

import dev.tollgate.extension.BulkAct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Acts on many extensions, and long work, in every state, with made-up content.
final class TestBulkPages {

    private static final MomentView NOW =
            new MomentView(
                    "today 14:03",
                    "Tuesday 24 November 2026, 14:03:20 WET",
                    "2026-11-24T14:03:20Z");

    private TestBulkPages() {}

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        for (BulkAct act : BulkAct.values()) {
            pages.add(bulk(act, "plain", 40, 37, ErrorsView.none(), null));
        }
        pages.add(bulk(BulkAct.DELETE, "none", 0, 0, ErrorsView.none(), null));
        pages.add(bulk(BulkAct.DELETE, "nobody", 3, 0, ErrorsView.none(), null));
        ErrorsView reason = Errors.one("reason", TextView.of("bulk.reason-missing"));
        pages.add(bulk(BulkAct.TURN_OFF_TWO_FACTOR, "reason", 40, 37, reason, null));
        ErrorsView role = Errors.one("given", TextView.of("bulk.role-missing"));
        pages.add(bulk(BulkAct.ROLE, "role", 40, 37, role, null));
        ExtensionAskView ask =
                new ExtensionAskView(
                        "/extensions/bulk/start",
                        TextView.of("bulk-step-up.DISABLE", "37"),
                        "admin",
                        true,
                        Map.of("act", "DISABLE"),
                        ErrorsView.none());
        pages.add(bulk(BulkAct.DISABLE, "step-up", 40, 37, ErrorsView.none(), ask));
        jobs(pages);
        letters(pages);
        imports(pages);
        return pages;
    }

    private static TestPages.Page bulk(
            BulkAct act,
            String state,
            int total,
            int reached,
            ErrorsView errors,
            @Nullable ExtensionAskView ask) {
        List<BulkView.LeftOut> leftOut =
                total > reached
                        ? List.of(
                                new BulkView.LeftOut("RANK", 2),
                                new BulkView.LeftOut("NOTHING_TO_DO", total - reached - 2))
                        : List.of();
        BulkView view =
                new BulkView(
                        act.name(),
                        total,
                        reached,
                        "chosen",
                        leftOut,
                        act == BulkAct.LETTERS ? 3 : 0,
                        false,
                        act == BulkAct.ROLE ? List.of("OPERATOR", "EMPLOYEE") : List.of(),
                        "page",
                        new BulkView.Typed("1001,1002", false, "", "", "", "", "", ""),
                        state.equals("reason"),
                        ask,
                        errors);
        String name = act.name().toLowerCase(Locale.ROOT) + "-" + state;
        return TestExtensionPages.page("bulk", name, view);
    }

    private static void jobs(List<TestPages.Page> pages) {
        List<JobPageView.LeftOut> leftOut =
                List.of(
                        new JobPageView.LeftOut("1002 Lee Park", "RANK"),
                        new JobPageView.LeftOut("1003", "NO_ACCESS"),
                        new JobPageView.LeftOut("1004 Bartholomew Featherstonehaugh", "GONE"));
        job(pages, "running", job("BULK_DISABLE", "RUNNING", 148, 0, false), "", List.of());
        JobView begun = job("IMPORT", "RUNNING", 0, 0, false);
        JobView ended = job("IMPORT", "DONE", 300, 0, true);
        job(pages, "overtaken", begun, ended, "", List.of());
        job(pages, "done", job("BULK_DISABLE", "DONE", 300, 12, true), "", leftOut);
        job(pages, "letters", job("BULK_LETTERS", "DONE", 300, 3, true), "", leftOut);
        job(pages, "stopped", job("BULK_ROLE", "STOPPED", 148, 0, true), "", List.of());
        job(pages, "imported", job("IMPORT", "DONE", 300, 0, true), "", List.of());
        JobView failed = job("BULK_DELETE", "FAILED", 300, 152, true);
        job(pages, "failed", failed, "AUTHORITY_ENDED", leftOut);
    }

    private static void job(
            List<TestPages.Page> pages,
            String state,
            JobView job,
            String failure,
            List<JobPageView.LeftOut> leftOut) {
        job(pages, state, job, job, failure, leftOut);
    }

    /// @param strip the same job as the strip has it
    private static void job(
            List<TestPages.Page> pages,
            String state,
            JobView job,
            JobView strip,
            String failure,
            List<JobPageView.LeftOut> leftOut) {
        List<String> newcomers = job.kind().equals("IMPORT") ? List.of("1001", "1002") : List.of();
        JobPageView view = new JobPageView(job, failure, NOW, leftOut, newcomers, newcomers);
        TestPages.Page page = TestExtensionPages.page("job", state, view);
        ShellView shell = page.shell();
        ShellView busy =
                new ShellView(
                        shell.pbxName(),
                        shell.helpContact(),
                        shell.theme(),
                        shell.account(),
                        shell.menu(),
                        shell.status(),
                        List.of(strip),
                        shell.headerColour(),
                        null);
        pages.add(new TestPages.Page(page.name(), page.template(), busy, view));
    }

    private static JobView job(String kind, String state, int done, int leftOut, boolean finished) {
        boolean letters = finished && kind.equals("BULK_LETTERS");
        return new JobView("1", kind, state, done, 300, leftOut, finished, letters);
    }

    private static void imports(List<TestPages.Page> pages) {
        ExtensionImportView plain = new ExtensionImportView(null);
        pages.add(TestExtensionPages.page("extension-import", "plain", plain));
        TextView quotes = TextView.of("import.unreadable.QUOTES", "12");
        ExtensionImportView wrong = new ExtensionImportView(quotes);
        pages.add(TestExtensionPages.page("extension-import", "wrong", wrong));
        ExtensionImportCheckView.Counts counts = new ExtensionImportCheckView.Counts(280, 12, 0, 8);
        pages.add(check("plain", counts, null));
        pages.add(check("no-numbers", null, null));
        ExtensionAskView ask =
                new ExtensionAskView(
                        "/extensions/import/1/start",
                        TextView.of("import.step-up", "users.csv"),
                        "admin",
                        true,
                        Map.of("stamp", "1"),
                        ErrorsView.none());
        pages.add(check("step-up", counts, ask));
    }

    private static TestPages.Page check(
            String state,
            ExtensionImportCheckView.@Nullable Counts counts,
            @Nullable ExtensionAskView ask) {
        String field = counts == null ? "IGNORED" : "NUMBER";
        List<ExtensionImportCheckView.Column> columns =
                List.of(
                        column("extension", field, "1001", "1002", "1003"),
                        column("name", "NAME", "Ana Silva", "Lee Park", "Reception"),
                        column("ringtimer", "IGNORED", "", "", ""),
                        column(
                                "voicemail_email",
                                "EMAIL",
                                "ana@example.com",
                                "lee@example.com",
                                ""));
        List<ExtensionImportCheckView.Bad> bad =
                counts == null
                        ? List.of()
                        : List.of(
                                bad(12, "1011", TextView.of("import.number-twice", "1011")),
                                bad(31, "x", TextView.of("extension.number-wrong", "")));
        ExtensionImportCheckView view =
                new ExtensionImportCheckView(
                        "1",
                        new ExtensionImportCheckView.File(
                                "users.csv", "FREEPBX", "UTF-8", "comma", 300),
                        columns,
                        "password, voicemail_vmpwd",
                        counts == null ? "extension, ringtimer" : "ringtimer",
                        List.of("IGNORED", "NUMBER", "NAME", "FIRST_NAME", "LAST_NAME", "EMAIL"),
                        counts,
                        bad,
                        ask == null,
                        "1",
                        counts == null,
                        ask);
        return TestExtensionPages.page("extension-import-check", state, view);
    }

    private static ExtensionImportCheckView.Column column(
            String header, String field, String... samples) {
        return new ExtensionImportCheckView.Column(header, field, List.of(samples));
    }

    private static ExtensionImportCheckView.Bad bad(long line, String number, TextView why) {
        return new ExtensionImportCheckView.Bad(line, number, why);
    }

    private static void letters(List<TestPages.Page> pages) {
        ExtensionLettersView view =
                new ExtensionLettersView(List.of(letter("1001"), letter("1002")));
        pages.add(TestExtensionPages.page("extension-letters", "two", view));
    }

    private static ExtensionLetterView letter(String number) {
        return new ExtensionLetterView(
                number + " Ana Silva",
                number,
                "https://pbx.example.com",
                number,
                "h4tmz-9kqc2-vxw6e-p3bnd",
                NOW);
    }
}
