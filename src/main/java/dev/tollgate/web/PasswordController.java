package dev.tollgate.web;

import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Change Password", by choice or because somebody else had issued the present one.
@Controller
final class PasswordController {

    private final PasswordForm form;
    private final Pages pages;

    PasswordController(PasswordForm form, Pages pages) {
        this.form = form;
        this.pages = pages;
    }

    @GetMapping("/account/password")
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return page(request, session, ErrorsView.none(), HttpStatus.OK);
    }

    @PostMapping("/account/password")
    ModelAndView change(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        String done = session.mustChangePassword() ? "/" : "/account/password";
        return form.submit(
                request,
                response,
                session,
                done,
                (errors, status) -> page(request, session, errors, status));
    }

    static ModelAndView ended(HttpServletRequest request, HttpServletResponse response) {
        Cookies.SESSION.clear(request, response);
        return new ModelAndView("redirect:/login?why=session-ended");
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            ErrorsView errors,
            HttpStatus status) {
        return pages.page(request, "account-password", form.view(session, errors), status);
    }
}
