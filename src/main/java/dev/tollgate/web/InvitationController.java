package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Invitations;
import dev.tollgate.login.LinkOutcome;
import dev.tollgate.login.Login;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// What an invitation opens: a page to set one's own password, then the set-up of a second factor.
@Controller
final class InvitationController {

    private static final String KIND = "invitation";

    private final Invitations invitations;
    private final Login login;
    private final NewPasswordPages passwordPages;

    InvitationController(Invitations invitations, Login login, NewPasswordPages passwordPages) {
        this.invitations = invitations;
        this.login = login;
        this.passwordPages = passwordPages;
    }

    @GetMapping("/invitation")
    ModelAndView show(HttpServletRequest request) {
        return form(request, ErrorsView.none());
    }

    @PostMapping("/invitation")
    ModelAndView accept(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable PortalSession former) {
        Optional<Token> link = NewPasswordPages.link(request);
        if (link.isEmpty()) {
            return passwordPages.gone(request, KIND);
        }
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        LinkOutcome outcome;
        try {
            outcome =
                    invitations.accept(
                            link.get(),
                            form.secret("newPassword"),
                            form.secret("confirmPassword"),
                            visit.source(),
                            visit.now());
        } catch (HashingBusyException e) {
            return Busy.answer(e, response, "newPassword", errors -> form(request, errors));
        }
        return switch (outcome) {
            case LinkOutcome.SignedIn(Token session, List<Keepsake> keepsakes) -> {
                LoginController.endFormer(login, former, visit);
                KeptCookies.set(request, response, keepsakes);
                yield LoginController.signedIn(
                        request, response, session, "/account/security?step=method&first");
            }
            case LinkOutcome.LogIn(String username, var _) -> NewPasswordPages.toLogin(username);
            case LinkOutcome.Invalid(List<Problem> problems) ->
                    form(request, NewPasswordPages.errors(problems));
            case LinkOutcome.Gone _ -> passwordPages.gone(request, KIND);
        };
    }

    private ModelAndView form(HttpServletRequest request, ErrorsView errors) {
        Instant now = Visit.of(request).now();
        return passwordPages.page(
                request, KIND, link -> invitations.owner(link, now), _ -> false, errors);
    }
}
