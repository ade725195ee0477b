package dev.tollgate.web;

import dev.tollgate.login.DeviceTrust;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The acts on the "Trusted Device List". They only ever ask for more, so an open session does.
@Controller
final class DevicesController {

    private static final String PAGE = "redirect:/account/security";

    private final DeviceTrust trust;

    DevicesController(DeviceTrust trust) {
        this.trust = trust;
    }

    @PostMapping("/account/security/trusted-devices/{id}/remove")
    ModelAndView remove(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Visit visit = Visit.of(request);
        boolean removed = trust.remove(session, id, visit.source(), visit.now());
        return new ModelAndView(PAGE + (removed ? "?edited" : "?gone"));
    }

    @PostMapping("/account/security/trusted-devices/remove-all")
    ModelAndView removeAll(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        trust.removeAll(session, visit.source(), visit.now());
        return new ModelAndView(PAGE + "?edited");
    }
}
