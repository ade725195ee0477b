package dev.tollgate.web;

import dev.tollgate.web.DashboardView.CoverageView;
import dev.tollgate.web.DashboardView.FigureView;
import dev.tollgate.web.DashboardView.PartView;
import dev.tollgate.web.HomeView.SafetyView.State;
import java.util.List;

/// The Dashboard on the first day, on a sick one and on others, with made-up content.
final class TestDashboards {

    private TestDashboards() {}

    static DashboardView of(State state) {
        boolean first = state == State.OFF;
        boolean sick = state == State.FEW_CODES;
        return new DashboardView(
                sick
                        ? List.of(
                                TextView.of("health.clock-slow", "60"),
                                TextView.of("health.disk-scarce", "120"),
                                TextView.of("health.mail-failing", "3"))
                        : List.of(),
                first ? null : new CoverageView("271", "29", "300", 90),
                List.of(
                        new FigureView(
                                "failures",
                                "12",
                                false,
                                "/maintenance/operation-logs?event=LOGIN_FAILURES"),
                        new FigureView("blocked", "0", false, "/security/rules"),
                        new FigureView(
                                "off", first ? "0" : "1", !first, "/maintenance/operation-logs"),
                        new FigureView("alarms", "0", false, "/maintenance/operation-logs")),
                List.of(
                        PartView.of("mail", true, "mail", "today 14:03", "2"),
                        PartView.of("clock", true, "clock-off", "0.2"),
                        PartView.of("syslog", true, "stream", "today 14:03", "0"),
                        PartView.of("disk", true, "disk", "38"),
                        PartView.due("backup", "backup-never"),
                        PartView.of("version", true, "version", "0.1.0")));
    }
}
