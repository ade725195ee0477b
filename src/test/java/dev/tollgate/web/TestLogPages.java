package dev.tollgate.web;

import dev.tollgate.web.OperationLogsView.AlertView;
import dev.tollgate.web.OperationLogsView.ChainView;
import dev.tollgate.web.OperationLogsView.FilterView;
import dev.tollgate.web.OperationLogsView.RowView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// "Operation Logs" in its states, with made-up content.
final class TestLogPages {

    private static final MomentView NOW = TestPages.moment("today 14:03", "2026-11-24T14:03:20Z");
    private static final MomentView NIGHT = TestPages.moment("today 03:00", "2026-11-24T03:00:11Z");
    private static final FilterView ANYTHING = new FilterView("", "", "", "", "", "", "");
    private static final TextView LEE = TextView.of("logs.name", "lee");
    private static final TextView ANA = TextView.of("logs.name", "1001 Ana Silva");

    private TestLogPages() {}

    static List<TestPages.Page> all() {
        ErrorsView none = ErrorsView.none();
        FilterView failures = new FilterView("2026-11-24", "", "", "", "", "REFUSED", "");
        return List.of(
                list("full", ANYTHING, rows(), "1-a", false, none),
                list("filtered", failures, rows().subList(1, 2), null, false, none),
                list("nothing", failures, List.of(), null, false, none),
                list("none", ANYTHING, List.of(), null, false, none),
                list("broken", ANYTHING, rows(), null, true, none),
                list(
                        "wrong",
                        ANYTHING,
                        rows(),
                        null,
                        false,
                        TestPages.errors("days", TextView.of("logs.days-wrong", "90", "3650"))),
                list(
                        "changed",
                        ANYTHING,
                        rows(),
                        null,
                        false,
                        TestPages.errors(
                                "version", TextView.of("changed.settings", "Lee", "14:02"))),
                one("operation-log-full", true),
                one("operation-log-console", false));
    }

    private static List<RowView> rows() {
        return List.of(
                row(LEE, ANA, "two-factor-reset", "lost phone", false),
                row(TextView.of("logs.nobody"), ANA, "login-refused", "wrong password", true),
                row(ANA, null, "login", "password, authenticator", false),
                new RowView(
                        "3",
                        NOW,
                        TextView.of("logs.console"),
                        TextView.of("logs.gone"),
                        TextView.of("activity.unlocked"),
                        "",
                        "",
                        "",
                        false));
    }

    private static RowView row(
            TextView who, @Nullable TextView whom, String name, String reason, boolean refused) {
        return new RowView(
                "1",
                NOW,
                who,
                whom,
                TextView.of("activity." + name, reason),
                reason,
                "2001:db8:85a3::8a2e:370:7334",
                "Firefox on Windows",
                refused);
    }

    private static TestPages.Page list(
            String state,
            FilterView filter,
            List<RowView> rows,
            @Nullable String older,
            boolean broken,
            ErrorsView errors) {
        OperationLogsView view =
                new OperationLogsView(
                        filter,
                        OperationLogsPage.EVENTS,
                        rows,
                        older != null,
                        older,
                        "2026-11-24",
                        new ChainView("48210", NOW, broken ? null : NIGHT, broken),
                        broken
                                ? List.of(
                                        new AlertView(
                                                "bad",
                                                TextView.of(
                                                        "health.record-altered",
                                                        "4711",
                                                        "today 03:00")),
                                        new AlertView(
                                                "warn",
                                                TextView.of(
                                                        "health.syslog-failing",
                                                        "today 12:20",
                                                        "31")))
                                : List.of(),
                        "365",
                        3,
                        errors.of("version") == null
                                ? List.of()
                                : ComparedView.of(
                                        List.of("logs.days"), List.of("400"), List.of("365")),
                        null,
                        errors);
        return page("operation-logs-" + state, "operation-logs", view);
    }

    private static TestPages.Page one(String name, boolean full) {
        OperationLogView view =
                new OperationLogView(
                        "019aaf0e-7c1d-7c4e-9b1f-4f6f2a6f0c11",
                        NOW,
                        TextView.of("activity.two-factor-reset"),
                        "TWO_FACTOR_RESET",
                        full ? LEE : TextView.of("logs.console"),
                        full ? ANA : null,
                        full ? "192.0.2.7" : "",
                        full ? "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0" : "",
                        full ? "0f3a5bd0c2e1" : "",
                        full ? "lost phone" : "",
                        false,
                        full ? "48210" : "");
        return page(name, "operation-log", view);
    }

    private static TestPages.Page page(String name, String template, Object view) {
        MenuView entry = new MenuView("operation-logs", OperationLogsController.PAGE, true);
        List<MenuView> menu =
                List.of(
                        new MenuView("dashboard", "/", false),
                        new MenuView("maintenance", entry.address(), false, List.of(entry)));
        ShellView shell =
                new ShellView(
                        TestPages.PBX_NAME,
                        TestPages.HELP_CONTACT,
                        "auto",
                        new ShellView.AccountView("admin", 900),
                        menu,
                        null);
        return new TestPages.Page(name, template, shell, view);
    }
}
