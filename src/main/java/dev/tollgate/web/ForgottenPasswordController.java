package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.ForgottenPasswords;
import dev.tollgate.login.LinkOutcome;
import dev.tollgate.login.PasswordResets;
import dev.tollgate.setting.MailServers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Forgot password?": asking for a link, and setting another password with it.
@Controller
final class ForgottenPasswordController {

    private static final String KIND = "reset";

    private final ForgottenPasswords forgotten;
    private final PasswordResets resets;
    private final MailServers mailServers;
    private final NewPasswordPages passwordPages;
    private final Pages pages;

    ForgottenPasswordController(
            ForgottenPasswords forgotten,
            PasswordResets resets,
            MailServers mailServers,
            NewPasswordPages passwordPages,
            Pages pages) {
        this.forgotten = forgotten;
        this.resets = resets;
        this.mailServers = mailServers;
        this.passwordPages = passwordPages;
        this.pages = pages;
    }

    @GetMapping("/login/forgot")
    ModelAndView show(HttpServletRequest request) {
        Form form = new Form(request);
        return page(request, form.has("sent"), ErrorsView.none(), HttpStatus.OK);
    }

    /// Answers alike whatever the name is.
    @PostMapping("/login/forgot")
    ModelAndView ask(HttpServletRequest request, HttpServletResponse response) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        if (!mailServers.isSet()) {
            return page(request, false, ErrorsView.none(), HttpStatus.OK);
        }
        if (form.text("username").isBlank()) {
            ErrorsView missing = Errors.one("username", TextView.of("username.empty"));
            return page(request, false, missing, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Optional<Instant> wait = forgotten.ask(form.text("username"), visit.source(), visit.now());
        if (wait.isPresent()) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Pages.seconds(visit, wait.get())));
            String until = pages.moments(visit).clock(wait.get().plusSeconds(59));
            ErrorsView later = Errors.one("username", TextView.of("forgot.wait", until));
            return page(request, false, later, HttpStatus.TOO_MANY_REQUESTS);
        }
        return new ModelAndView("redirect:/login/forgot?sent");
    }

    @GetMapping("/login/reset")
    ModelAndView showReset(HttpServletRequest request) {
        return form(request, ErrorsView.none());
    }

    @PostMapping("/login/reset")
    ModelAndView reset(HttpServletRequest request, HttpServletResponse response) {
        Optional<Token> link = NewPasswordPages.link(request);
        if (link.isEmpty()) {
            return passwordPages.gone(request, KIND);
        }
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        LinkOutcome outcome;
        try {
            outcome =
                    resets.reset(
                            link.get(),
                            new PasswordResets.Typed(
                                    form.secret("newPassword"),
                                    form.secret("confirmPassword"),
                                    form.text("recoveryCode")),
                            visit.source(),
                            visit.now());
        } catch (HashingBusyException e) {
            return Busy.answer(e, response, "newPassword", errors -> form(request, errors));
        }
        return switch (outcome) {
            case LinkOutcome.LogIn(String username, List<Keepsake> keepsakes) -> {
                KeptCookies.set(request, response, keepsakes);
                yield NewPasswordPages.toLogin(username);
            }
            case LinkOutcome.Invalid(List<Problem> problems) ->
                    form(request, NewPasswordPages.errors(problems));
            case LinkOutcome.Gone _ -> passwordPages.gone(request, KIND);
            case LinkOutcome.SignedIn _ -> throw new AssertionError("a reset logs nobody in");
        };
    }

    private ModelAndView form(HttpServletRequest request, ErrorsView errors) {
        Instant now = Visit.of(request).now();
        return passwordPages.page(
                request, KIND, link -> resets.owner(link, now), resets::asksForCode, errors);
    }

    private ModelAndView page(
            HttpServletRequest request, boolean sent, ErrorsView errors, HttpStatus status) {
        LoginForgotView view =
                new LoginForgotView(
                        new Form(request).text("username"), mailServers.isSet(), sent, errors);
        return pages.page(request, "login-forgot", view, status);
    }
}
