package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.notice.Notice;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.PortalSession;
import dev.tollgate.web.HomeView.SafetyView;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The start page: how safe the account is, what to do next, what its owner has to hear.
@Controller
final class HomeController {

    private static final int ACTIVITY = 10;

    private final Start start;
    private final Notices notices;
    private final Activities activities;
    private final Pages pages;

    HomeController(Start start, Notices notices, Activities activities, Pages pages) {
        this.start = start;
        this.notices = notices;
        this.activities = activities;
        this.pages = pages;
    }

    @GetMapping("/")
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        boolean administers = session.role().has(Permission.SEE_DASHBOARD);
        return page(request, session, administers);
    }

    /// The own page of an administrator who has an extension.
    @GetMapping("/my")
    ModelAndView showOwn(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        boolean administers = session.role().has(Permission.SEE_DASHBOARD);
        return administers && start.hasExtension(session)
                ? page(request, session, false)
                : new ModelAndView("redirect:/");
    }

    private ModelAndView page(
            HttpServletRequest request, PortalSession session, boolean administers) {
        Moments moments = pages.moments(Visit.of(request));
        SafetyView safe = start.safety(session);
        HomeView view =
                new HomeView(
                        pages.title(session),
                        activities.loginBefore(session, moments),
                        safe,
                        start.steps(safe, session, administers),
                        notices.unread(session.account()).stream()
                                .map(notice -> view(notice, moments))
                                .toList(),
                        activities.newest(session.account(), ACTIVITY, moments),
                        administers ? start.dashboard(moments) : null);
        return pages.page(request, "home", view);
    }

    @PostMapping("/account/notices/{id}/read")
    ModelAndView markRead(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        notices.markRead(session.account(), id, Visit.of(request).now());
        return new ModelAndView("redirect:/");
    }

    private static HomeView.NoticeView view(Notice notice, Moments moments) {
        return new HomeView.NoticeView(
                notice.id(),
                moments.of(notice.createdAt()),
                TextView.of("notice." + notice.kind().name(), notice.detail()));
    }
}
