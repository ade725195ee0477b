package dev.tollgate.web;

import dev.tollgate.account.Accounts;
import dev.tollgate.extension.BulkActs;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.Imports;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.Jobs;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Long work of whoever is logged in: how far it is, "Stop", and what came of it.
@Controller
final class JobController {

    private final Jobs jobs;
    private final BulkActs bulk;
    private final Imports imports;
    private final MailServers mailServers;
    private final Pages pages;

    JobController(Jobs jobs, BulkActs bulk, Imports imports, MailServers mailServers, Pages pages) {
        this.jobs = jobs;
        this.bulk = bulk;
        this.imports = imports;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    /// The strip alone, for the page that stands open. Asking for it is no activity.
    @GetMapping("/jobs/strip")
    ModelAndView strip(HttpServletRequest request) {
        return pages.page(request, "job-strip", "");
    }

    @GetMapping("/jobs/{id}")
    ModelAndView show(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Job job = find(session, id);
        List<Extension> newcomers = imports.isDone(job) ? imports.newcomers(job) : List.of();
        boolean mail = mailServers.isSet();
        Predicate<Extension> mailed = newcomer -> mail && !newcomer.email().isEmpty();
        List<JobPageView.LeftOut> leftOut =
                jobs.leftOut(job).stream().map(JobController::leftOut).toList();
        JobPageView view =
                new JobPageView(
                        view(job),
                        job.failure(),
                        pages.moments(Visit.of(request)).of(job.createdAt()),
                        leftOut,
                        numbers(newcomers, mailed),
                        numbers(newcomers, mailed.negate()));
        return pages.page(request, "job", view);
    }

    @PostMapping("/jobs/{id}/stop")
    ModelAndView stop(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        jobs.stop(id, owner(session), Visit.of(request).now());
        return new ModelAndView("redirect:/jobs/" + find(session, id).id());
    }

    @PostMapping("/jobs/{id}/read")
    ModelAndView read(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        jobs.markRead(id, owner(session), Visit.of(request).now());
        return new ModelAndView("redirect:/extensions");
    }

    @PostMapping("/jobs/{id}/letters")
    ModelAndView letters(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Job job = find(session, id);
        Visit visit = Visit.of(request);
        List<BulkActs.Letter> letters = bulk.takeLetters(job.id(), session, visit.now());
        if (letters.isEmpty()) {
            return new ModelAndView("redirect:/jobs/" + job.id());
        }
        jobs.markRead(job.id(), owner(session), visit.now());
        String address = pages.settings().portalAddress().toString();
        MomentView until = pages.moments(visit).of(job.createdAt().plus(Accounts.ISSUED_LIFE));
        List<ExtensionLetterView> sheets =
                letters.stream()
                        .map(
                                letter ->
                                        new ExtensionLetterView(
                                                letter.title(),
                                                letter.number(),
                                                address,
                                                letter.number(),
                                                letter.password().reveal(),
                                                until))
                        .toList();
        return pages.page(request, "extension-letters", new ExtensionLettersView(sheets));
    }

    static JobView view(Job job) {
        return new JobView(
                job.id(),
                job.kind(),
                job.state().name(),
                job.done(),
                job.total(),
                job.leftOut(),
                job.finished(),
                job.results() && job.kind().equals("BULK_LETTERS") && job.reached() > 0);
    }

    private static List<String> numbers(List<Extension> of, Predicate<Extension> wanted) {
        return of.stream().filter(wanted).map(Extension::number).toList();
    }

    private Job find(PortalSession session, String id) {
        return jobs.find(id, owner(session))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static JobPageView.LeftOut leftOut(JobItem item) {
        return new JobPageView.LeftOut(item.label(), item.outcome());
    }

    private static String owner(PortalSession session) {
        return session.account().text();
    }
}
