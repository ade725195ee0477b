package dev.tollgate.web;

import dev.tollgate.factor.SecondFactors;
import dev.tollgate.login.Login;
import dev.tollgate.login.Securing;
import dev.tollgate.login.SecuringProgress;
import dev.tollgate.session.PortalSession;
import dev.tollgate.web.AccountSecureView.WalkView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Was not you?": new password, everybody else logged out, new recovery codes, in one walk. Its
/// last step is the one of "Security Settings", with its pop-up.
@Controller
final class SecureController {

    static final String ADDRESS = "/account/secure";

    private static final String PAGE = "redirect:" + ADDRESS;

    private final Securing securing;
    private final SecondFactors factors;
    private final Login login;
    private final PasswordForm passwordForm;
    private final Pages pages;

    SecureController(
            Securing securing,
            SecondFactors factors,
            Login login,
            PasswordForm passwordForm,
            Pages pages) {
        this.securing = securing;
        this.factors = factors;
        this.login = login;
        this.passwordForm = passwordForm;
        this.pages = pages;
    }

    @GetMapping(ADDRESS)
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return page(request, session, ErrorsView.none(), HttpStatus.OK);
    }

    @PostMapping(ADDRESS)
    ModelAndView begin(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        securing.begin(session, visit.source(), visit.now());
        return new ModelAndView(PAGE);
    }

    @PostMapping(ADDRESS + "/password")
    ModelAndView changePassword(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        return passwordForm.submit(
                request,
                response,
                session,
                ADDRESS,
                (errors, status) -> page(request, session, errors, status));
    }

    @PostMapping(ADDRESS + "/log-out-others")
    ModelAndView endOtherSessions(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        login.endOtherSessions(session, visit.source(), visit.now());
        return new ModelAndView(PAGE + "?edited");
    }

    @PostMapping(ADDRESS + "/end")
    ModelAndView end(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        securing.end(session, visit.source(), visit.now());
        return new ModelAndView("redirect:/account/security");
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            ErrorsView errors,
            HttpStatus status) {
        Visit visit = Visit.of(request);
        Moments moments = pages.moments(visit);
        WalkView walk =
                securing.progress(session, visit.now())
                        .map(progress -> walk(progress, moments))
                        .orElse(null);
        // A page left open posts the form when its step is done or the walk has ended.
        boolean asks = isAtPassword(walk) || !errors.byField().isEmpty();
        AccountSecureView view =
                new AccountSecureView(
                        walk,
                        asks ? passwordForm.view(session, errors) : null,
                        factors.of(session.account()).isPresent());
        return pages.page(request, "account-secure", view, status);
    }

    private static boolean isAtPassword(@Nullable WalkView walk) {
        return walk != null && walk.next().equals(SecuringProgress.Step.PASSWORD.name());
    }

    private static WalkView walk(SecuringProgress progress, Moments moments) {
        return new WalkView(
                progress.next().name(),
                moments.ofNullable(progress.passwordChangedAt().orElse(null)),
                progress.otherSessions(),
                moments.ofNullable(progress.codesMadeAt().orElse(null)));
    }
}
