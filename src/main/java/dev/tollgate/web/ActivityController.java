package dev.tollgate.web;

import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What has happened to the own account.
@Controller
final class ActivityController {

    private final Activities activities;
    private final Pages pages;

    ActivityController(Activities activities, Pages pages) {
        this.activities = activities;
        this.pages = pages;
    }

    @GetMapping("/account/activity")
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        String before = new Form(request).text("before");
        Moments moments = pages.moments(Visit.of(request));
        AccountActivityView view = activities.page(session.account(), before, moments);
        return pages.page(request, "account-activity", view);
    }
}
