package dev.tollgate.web;

import dev.tollgate.audit.AuditExport;
import dev.tollgate.audit.AuditExport.Format;
import dev.tollgate.audit.AuditQuery;
import dev.tollgate.audit.AuditRetention;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.system.OperationLogs;
import dev.tollgate.web.ExtensionStepUps.Question;
import dev.tollgate.web.OperationLogsPage.Kept;
import dev.tollgate.web.OperationLogsView.FilterView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Maintenance" > "Operation Logs".
@Controller
final class OperationLogsController {

    static final String PAGE = "/maintenance/operation-logs";

    private final OperationLogsPage page;
    private final OperationLogs logs;
    private final AuditExport export;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;

    OperationLogsController(
            OperationLogsPage page,
            OperationLogs logs,
            AuditExport export,
            ExtensionStepUps stepUps,
            ExtensionPages refusals) {
        this.page = page;
        this.logs = logs;
        this.export = export;
        this.stepUps = stepUps;
        this.refusals = refusals;
    }

    @GetMapping(PAGE)
    ModelAndView list(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return page.list(request, session);
    }

    @GetMapping(PAGE + "/{id}")
    ModelAndView one(HttpServletRequest request, @PathVariable String id) {
        return page.one(request, id);
    }

    @PostMapping(PAGE + "/export")
    @Nullable ModelAndView export(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session)
            throws IOException {
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        FilterView filter = OperationLogsPage.filter(form);
        Optional<Format> format = ExtensionsController.chosen(Format.values(), form.text("format"));
        Optional<AuditQuery> query = page.query(filter, page.moments(request));
        if (format.isEmpty() || query.isEmpty()) {
            return new ModelAndView("redirect:" + PAGE); // of no page that was made here
        }
        Administered<Boolean> noted =
                logs.export(
                        session,
                        format.get(),
                        words(filter, query.get()),
                        visit.source(),
                        visit.now());
        if (noted instanceof Administered.Refused<Boolean>(Administered.Why why)) {
            return refusals.refused(request, PAGE, why);
        }
        begin(response, format.get(), visit);
        export.write(query.get(), format.get(), visit.now(), response.getWriter());
        return null;
    }

    @PostMapping(PAGE + "/retention")
    ModelAndView keep(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        String typed = form.text("days").strip();
        Kept kept = new Kept(typed, form.version(), List.of());
        int days = typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 0;
        if (days < AuditRetention.LEAST_DAYS || days > AuditRetention.MOST_DAYS) {
            TextView wrong =
                    TextView.of(
                            "logs.days-wrong",
                            String.valueOf(AuditRetention.LEAST_DAYS),
                            String.valueOf(AuditRetention.MOST_DAYS));
            return page.list(request, kept, null, Errors.one("days", wrong));
        }
        return stepUps.pass(
                new Question(
                        request,
                        response,
                        session,
                        Purpose.CHANGE_PORTAL,
                        TextView.of("logs.step-up"),
                        List.of("days", "version"),
                        ask -> page.list(request, kept, ask, ErrorsView.none())),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return refusals.after(
                            request,
                            PAGE,
                            logs.keep(stepUp, days, kept.version(), visit.source(), visit.now()),
                            done ->
                                    done
                                            ? new ModelAndView("redirect:" + PAGE + "?edited")
                                            : page.changedMeanwhile(request, typed));
                });
    }

    private static void begin(HttpServletResponse response, Format format, Visit visit) {
        String day = LocalDate.ofInstant(visit.now(), ZoneOffset.UTC).toString();
        String ending = format == Format.JSON ? "ndjson" : "csv";
        ExtensionExportController.beginFile(response, "operation-logs-" + day + "." + ending);
        if (format == Format.JSON) {
            response.setContentType("application/x-ndjson");
        }
    }

    /// The filter as it stands in the record: what it was understood as, nothing else that was
    /// typed.
    private static String words(FilterView filter, AuditQuery query) {
        StringBuilder words = new StringBuilder();
        add(words, "from", filter.from());
        add(words, "until", filter.until());
        add(words, "who", filter.who());
        add(words, "whom", filter.whom());
        add(words, "event", query.kinds().isEmpty() ? "" : filter.event());
        add(words, "outcome", query.outcome() == null ? "" : filter.outcome());
        add(words, "address", filter.address());
        return words.toString();
    }

    private static void add(StringBuilder words, String field, String value) {
        if (!value.isEmpty()) {
            words.append(words.isEmpty() ? "" : ", ").append(field).append(' ').append(value);
        }
    }
}
