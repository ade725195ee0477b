package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.system.SecurityRules;
import dev.tollgate.throttle.AllowedSource;
import dev.tollgate.throttle.AllowedSources;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "Security" > "Security Rules" > "Allowed IPs".
@Controller
final class AllowedSourcesController {

    private static final String PAGE = "/security/rules/allowed";

    private final AllowedSources allowed;
    private final SecurityRules rules;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;
    private final Pages pages;

    AllowedSourcesController(
            AllowedSources allowed,
            SecurityRules rules,
            ExtensionStepUps stepUps,
            ExtensionPages refusals,
            Pages pages) {
        this.allowed = allowed;
        this.rules = rules;
        this.stepUps = stepUps;
        this.refusals = refusals;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    ModelAndView list(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        Moments moments = pages.moments(visit);
        List<AllowedView.Row> rows =
                allowed.all().stream()
                        .map(
                                rule ->
                                        new AllowedView.Row(
                                                rule.id(),
                                                rule.range().text(),
                                                rule.note(),
                                                moments.of(rule.addedAt()),
                                                holds(rule, visit)))
                        .toList();
        boolean mayChange = session.role().has(Permission.CHANGE_RULES);
        boolean full = rows.size() >= AllowedSources.MOST;
        return pages.page(request, "rules-allowed", new AllowedView(mayChange, full, rows));
    }

    @GetMapping("/security/rules/allowed/add")
    ModelAndView showAdd(HttpServletRequest request) {
        return addPage(request, null, ErrorsView.none());
    }

    /// What cannot be is said before a password is asked for.
    @PostMapping("/security/rules/allowed/add")
    ModelAndView add(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        String address = form.text("address");
        Optional<Problem> wrong = SecurityRules.problem(address, form.text("note"));
        if (wrong.isPresent()) {
            return addPage(request, null, Errors.of(wrong.stream().toList()));
        }
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        Purpose.CHANGE_PORTAL,
                        TextView.of("rules.step-up-allow", address.strip()),
                        List.of("address", "note"),
                        ask -> addPage(request, ask, ErrorsView.none()));
        return stepUps.pass(question, stepUp -> add(request, stepUp));
    }

    @GetMapping("/security/rules/allowed/{id}/remove")
    ModelAndView showRemove(HttpServletRequest request, @PathVariable String id) {
        return removePage(request, find(id), null);
    }

    @PostMapping("/security/rules/allowed/{id}/remove")
    ModelAndView remove(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        AllowedSource rule = find(id);
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        Purpose.CHANGE_PORTAL,
                        TextView.of("rules.step-up-remove", rule.range().text()),
                        List.of(),
                        ask -> removePage(request, rule, ask));
        return stepUps.pass(question, stepUp -> remove(request, rule, stepUp));
    }

    private ModelAndView add(HttpServletRequest request, StepUp stepUp) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        return refusals.after(
                request,
                PAGE,
                rules.allow(
                        stepUp,
                        form.text("address"),
                        form.text("note"),
                        visit.source(),
                        visit.now()),
                problem ->
                        problem.map(found -> addPage(request, null, Errors.of(List.of(found))))
                                .orElseGet(AllowedSourcesController::edited));
    }

    private ModelAndView remove(HttpServletRequest request, AllowedSource rule, StepUp stepUp) {
        Visit visit = Visit.of(request);
        return refusals.after(
                request,
                PAGE,
                rules.allowNoMore(stepUp, rule, visit.source(), visit.now()),
                _ -> edited());
    }

    private AllowedSource find(String id) {
        return allowed.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView addPage(
            HttpServletRequest request, @Nullable ExtensionAskView stepUp, ErrorsView errors) {
        Form form = new Form(request);
        AllowView view =
                new AllowView(
                        "",
                        form.text("address"),
                        form.text("note"),
                        Visit.of(request).source().address(),
                        false,
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "rules-allow", view, status);
    }

    private ModelAndView removePage(
            HttpServletRequest request, AllowedSource rule, @Nullable ExtensionAskView stepUp) {
        Visit visit = Visit.of(request);
        AllowView view =
                new AllowView(
                        rule.id(),
                        rule.range().text(),
                        rule.note(),
                        visit.source().address(),
                        holds(rule, visit),
                        stepUp,
                        ErrorsView.none());
        return pages.page(request, "rules-allow-no-more", view);
    }

    private static boolean holds(AllowedSource rule, Visit visit) {
        return rule.range().contains(visit.source().address());
    }

    private static ModelAndView edited() {
        return new ModelAndView("redirect:" + PAGE + "?edited");
    }
}
