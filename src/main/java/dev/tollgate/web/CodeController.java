package dev.tollgate.web;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.Login;
import dev.tollgate.login.MailedCodes;
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

/// The second step of a login: a code, or a recovery code, for a half-session. Whose it is, the
/// half-session says; the request has no say in it.
@Controller
final class CodeController {

    private final Login login;
    private final SecondStep secondStep;
    private final MailedCodes mailedCodes;
    private final Pages pages;

    CodeController(Login login, SecondStep secondStep, MailedCodes mailedCodes, Pages pages) {
        this.login = login;
        this.secondStep = secondStep;
        this.mailedCodes = mailedCodes;
        this.pages = pages;
    }

    @GetMapping("/login/code")
    ModelAndView showCode(HttpServletRequest request, HttpServletResponse response) {
        return show(request, response, Kind.CODE, null, HttpStatus.OK);
    }

    @PostMapping("/login/code")
    ModelAndView submitCode(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable PortalSession former) {
        return new Form(request).has("send")
                ? send(request, response)
                : submit(request, response, Kind.CODE, former);
    }

    @GetMapping("/login/recovery-code")
    ModelAndView showRecoveryCode(HttpServletRequest request, HttpServletResponse response) {
        return show(request, response, Kind.RECOVERY_CODE, null, HttpStatus.OK);
    }

    @PostMapping("/login/recovery-code")
    ModelAndView submitRecoveryCode(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable PortalSession former) {
        return submit(request, response, Kind.RECOVERY_CODE, former);
    }

    /// What came of it, the page shows: a code that is under way, or how long to wait.
    private ModelAndView send(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request);
        Optional<Token> cookie = Cookies.HALF_SESSION.readToken(request);
        if (cookie.isEmpty()) {
            return over(request, response);
        }
        mailedCodes.forLogin(cookie.get(), visit.source(), visit.now());
        return new ModelAndView("redirect:/login/code");
    }

    private ModelAndView submit(
            HttpServletRequest request,
            HttpServletResponse response,
            Kind kind,
            @Nullable PortalSession former) {
        Optional<Token> cookie = Cookies.HALF_SESSION.readToken(request);
        if (cookie.isEmpty()) {
            return over(request, response);
        }
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        String typed = form.text("code");
        CodeOutcome outcome =
                kind == Kind.CODE
                        ? secondStep.withCode(
                                cookie.get(), typed, form.has("trust"), visit.source(), visit.now())
                        : secondStep.withRecoveryCode(
                                cookie.get(), typed, visit.source(), visit.now());
        if (outcome instanceof CodeOutcome.SignedIn) {
            LoginController.endFormer(login, former, visit);
        }
        return answer(request, response, kind, outcome);
    }

    private ModelAndView answer(
            HttpServletRequest request,
            HttpServletResponse response,
            Kind kind,
            CodeOutcome outcome) {
        Visit visit = Visit.of(request);
        return switch (outcome) {
            case CodeOutcome.SignedIn(Token session, String nextPath, List<Keepsake> keepsakes) -> {
                KeptCookies.set(request, response, keepsakes);
                yield LoginController.signedIn(request, response, session, nextPath);
            }
            case CodeOutcome.Wrong _ -> refused(request, response, kind, kind.wrong(pages, visit));
            case CodeOutcome.AlreadyUsed _ ->
                    refused(request, response, kind, TextView.of("code.used"));
            case CodeOutcome.Malformed _ -> refused(request, response, kind, kind.missing());
            case CodeOutcome.UnderHardStop(int right) ->
                    refused(request, response, kind, right == 0 ? kind.wrong(pages, visit) : null);
            case CodeOutcome.Wait(Instant until) -> {
                response.setHeader(
                        HttpHeaders.RETRY_AFTER, String.valueOf(Pages.seconds(visit, until)));
                yield show(
                        request,
                        response,
                        kind,
                        pages.codeWait(visit, until),
                        HttpStatus.TOO_MANY_REQUESTS);
            }
            case CodeOutcome.Gone _ -> over(request, response);
        };
    }

    private ModelAndView refused(
            HttpServletRequest request,
            HttpServletResponse response,
            Kind kind,
            @Nullable TextView error) {
        HttpStatus status = error == null ? HttpStatus.OK : HttpStatus.UNAUTHORIZED;
        return show(request, response, kind, error, status);
    }

    private ModelAndView show(
            HttpServletRequest request,
            HttpServletResponse response,
            Kind kind,
            @Nullable TextView error,
            HttpStatusCode status) {
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        return Cookies.HALF_SESSION
                .readToken(request)
                .flatMap(cookie -> secondStep.pending(cookie, visit.now()))
                .map(
                        pending ->
                                pages.page(
                                        request,
                                        kind.template,
                                        kind.view(pending, error, form, mailed(request)),
                                        status))
                .orElseGet(() -> over(request, response));
    }

    private @Nullable MailedView mailed(HttpServletRequest request) {
        Visit visit = Visit.of(request);
        return Cookies.HALF_SESSION
                .readToken(request)
                .flatMap(cookie -> mailedCodes.ofLogin(cookie, visit.now()))
                .map(standing -> MailedView.of(standing, visit))
                .orElse(null);
    }

    /// Back to the password, with the user name kept.
    private ModelAndView over(HttpServletRequest request, HttpServletResponse response) {
        Optional<Token> cookie = Cookies.HALF_SESSION.readToken(request);
        Cookies.HALF_SESSION.clear(request, response);
        if (cookie.isEmpty()) {
            return new ModelAndView("redirect:/login");
        }
        String username = secondStep.usernameOf(cookie.get()).orElse("");
        LoginView view =
                new LoginView(username, "/", TextView.of("login.half-session-over"), null, null);
        return pages.page(request, "login", view, HttpStatus.UNAUTHORIZED);
    }

    /// The two pages of the second step.
    private enum Kind {
        CODE("login-code"),
        RECOVERY_CODE("login-recovery-code");

        private final String template;

        Kind(String template) {
            this.template = template;
        }

        Object view(
                SecondStep.Pending pending,
                @Nullable TextView error,
                Form form,
                @Nullable MailedView mailed) {
            return this == CODE
                    ? new LoginCodeView(
                            pending.username(),
                            error == null || mailed == null ? error : error.forMail(),
                            pending.underHardStop()
                                    ? pending.rightCodes()
                                    : LoginCodeView.NO_HARD_STOP,
                            form.has("ways"),
                            pending.trustDays(),
                            form.has("trust"),
                            mailed)
                    : new LoginRecoveryCodeView(pending.username(), error);
        }

        TextView wrong(Pages pages, Visit visit) {
            return this == CODE ? pages.wrongCode(visit) : TextView.of("recovery-code.wrong");
        }

        TextView missing() {
            return TextView.of(this == CODE ? "code.missing" : "recovery-code.missing");
        }
    }
}
