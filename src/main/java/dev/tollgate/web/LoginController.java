package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The first step of a login, and the way out.
@Controller
final class LoginController {

    private final Login login;
    private final SecondStep secondStep;
    private final Pages pages;

    LoginController(Login login, SecondStep secondStep, Pages pages) {
        this.login = login;
        this.secondStep = secondStep;
        this.pages = pages;
    }

    @GetMapping("/login")
    ModelAndView show(
            HttpServletRequest request, @AuthenticationPrincipal @Nullable PortalSession session) {
        Form form = new Form(request);
        String next = LocalPath.of(form.text("next"));
        if (session != null) {
            return new ModelAndView("redirect:" + next);
        }
        return pages.page(
                request,
                "login",
                new LoginView(form.text("username"), next, notice(form.text("why")), null, null));
    }

    @PostMapping("/login")
    ModelAndView logIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable PortalSession former) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        String next = LocalPath.of(form.text("next"));
        try {
            PasswordOutcome outcome =
                    login.withPassword(
                            form.text("username"),
                            form.secret("password"),
                            next,
                            KeptCookies.read(request),
                            visit.source(),
                            visit.now());
            return switch (outcome) {
                case PasswordOutcome.SignedIn(Token session, List<Keepsake> keepsakes) -> {
                    endFormer(login, former, visit);
                    KeptCookies.set(request, response, keepsakes);
                    yield signedIn(request, response, session, next);
                }
                case PasswordOutcome.NeedsFactor(Token halfSession) ->
                        codeDue(request, response, halfSession);
                case PasswordOutcome.Refused _ -> wrong(request, form, next);
                case PasswordOutcome.Wait(Instant until) ->
                        slowed(
                                request,
                                response,
                                Math.toIntExact(Pages.seconds(visit, until)),
                                false);
            };
        } catch (HashingBusyException e) {
            return slowed(request, response, Math.toIntExact(e.retryAfter().toSeconds()), true);
        }
    }

    @PostMapping("/logout")
    ModelAndView logOut(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable PortalSession session) {
        Visit visit = Visit.of(request);
        endFormer(login, session, visit);
        Optional<Token> halfSession = Cookies.HALF_SESSION.readToken(request);
        halfSession.ifPresent(secondStep::abandon);
        Cookies.SESSION.clear(request, response);
        Cookies.HALF_SESSION.clear(request, response);
        return new ModelAndView("redirect:/login" + (session == null ? "" : "?why=logged-out"));
    }

    /// The session that this browser had before its owner logged in again: its cookie is about to
    /// be replaced, so nobody could end it any more.
    static void endFormer(Login login, @Nullable PortalSession former, Visit visit) {
        if (former != null) {
            login.logOut(former, visit.source(), visit.now());
        }
    }

    static ModelAndView signedIn(
            HttpServletRequest request, HttpServletResponse response, Token session, String next) {
        Cookies.HALF_SESSION.clear(request, response);
        Cookies.SESSION.set(request, response, session);
        return new ModelAndView("redirect:" + next);
    }

    /// In the place of the half-session that this browser may have had already.
    private ModelAndView codeDue(
            HttpServletRequest request, HttpServletResponse response, Token halfSession) {
        Cookies.HALF_SESSION
                .readToken(request)
                .ifPresent(earlier -> secondStep.supersede(earlier, halfSession));
        Cookies.HALF_SESSION.set(request, response, halfSession);
        return new ModelAndView("redirect:/login/code");
    }

    private ModelAndView wrong(HttpServletRequest request, Form form, String next) {
        LoginView view =
                new LoginView(form.text("username"), next, null, TextView.of("login.wrong"), null);
        return pages.page(request, "login", view, HttpStatus.UNAUTHORIZED);
    }

    private ModelAndView slowed(
            HttpServletRequest request, HttpServletResponse response, int seconds, boolean busy) {
        Form form = new Form(request);
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        LoginView view =
                new LoginView(
                        form.text("username"),
                        LocalPath.of(form.text("next")),
                        null,
                        null,
                        new LoginView.RetryView(seconds, busy));
        HttpStatusCode status =
                busy ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS;
        return pages.page(request, "login", view, status);
    }

    private @Nullable TextView notice(String why) {
        return switch (why) {
            case "idle" -> TextView.of("login.idle", pages.idleMinutes());
            case "logged-out" -> TextView.of("login.logged-out");
            case "password-set" -> TextView.of("login.password-set");
            case "session-ended" -> TextView.of("login.session-ended");
            default -> null;
        };
    }
}
