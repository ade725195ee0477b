package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.Login;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Security Settings": the page, its pop-up "Password", and the sessions.
@Controller
final class SecurityController {

    private static final String PAGE = "redirect:/account/security";

    private final SecurityPage security;
    private final Confirmations confirmations;
    private final FactorActs acts;
    private final StepUps stepUps;
    private final Login login;
    private final Pages pages;

    SecurityController(
            SecurityPage security,
            Confirmations confirmations,
            FactorActs acts,
            StepUps stepUps,
            Login login,
            Pages pages) {
        this.security = security;
        this.confirmations = confirmations;
        this.acts = acts;
        this.stepUps = stepUps;
        this.login = login;
        this.pages = pages;
    }

    @GetMapping("/account/security")
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Optional<ConfirmFor> asked = ConfirmFor.parse(form.text("confirm"));
        if (asked.isPresent()) {
            return ask(request, session, asked.get(), form.text("target"));
        }
        if (form.has("rename")) {
            return askForName(request, session, form.text("rename"));
        }
        DialogView dialog =
                form.has("remove")
                        ? removal(session, form.text("remove"), form.has("replaced"))
                        : null;
        return page(request, session, dialog, HttpStatus.OK);
    }

    @PostMapping("/account/security/confirm")
    ModelAndView confirm(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        Optional<ConfirmFor> what = ConfirmFor.parse(form.text("purpose"));
        if (what.isEmpty() || isOutOfPlace(session, what.get())) {
            return new ModelAndView(PAGE);
        }
        if (form.has("send")) {
            stepUps.send(session, visit);
            return ask(request, session, what.get(), form.text("target"));
        }
        try {
            return confirm(request, response, session, what.get());
        } catch (HashingBusyException e) {
            return Busy.answer(
                    e,
                    response,
                    "password",
                    errors -> refused(request, session, what.get(), errors));
        }
    }

    private ModelAndView confirm(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            ConfirmFor what) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        ConfirmOutcome outcome =
                confirmations.confirm(
                        session,
                        what.purpose(),
                        form.secret("password"),
                        form.text("code"),
                        visit.source(),
                        visit.now());
        return switch (outcome) {
            case ConfirmOutcome.Confirmed(StepUp stepUp) ->
                    acts.goOn(
                            request,
                            response,
                            stepUp,
                            what,
                            security.ownId(session.account(), form.text("target")));
            case ConfirmOutcome.SessionEnded _ -> PasswordController.ended(request, response);
            case ConfirmOutcome.Refused refused ->
                    refused(request, session, what, stepUps.errors(refused, visit));
        };
    }

    @PostMapping("/account/security/turn-off")
    ModelAndView turnOff(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        return acts.turnOff(request, response, session);
    }

    @PostMapping("/account/security/sessions/{id}/log-out")
    ModelAndView endSession(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Visit visit = Visit.of(request);
        boolean ended = login.endSession(session, id, visit.source(), visit.now());
        return new ModelAndView(PAGE + (ended ? "?edited" : "?gone"));
    }

    @PostMapping("/account/security/sessions/log-out-others")
    ModelAndView endOtherSessions(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        login.endOtherSessions(session, visit.source(), visit.now());
        return new ModelAndView(PAGE + "?edited");
    }

    /// Opens the pop-up, however lately it was confirmed: ticking the box always asks.
    private ModelAndView ask(
            HttpServletRequest request, PortalSession session, ConfirmFor what, String target) {
        if (isOutOfPlace(session, what)) {
            return new ModelAndView(PAGE);
        }
        DialogView dialog = stepUp(session, what, target, ErrorsView.none(), Visit.of(request));
        return page(request, session, dialog, HttpStatus.OK);
    }

    private ModelAndView refused(
            HttpServletRequest request, PortalSession session, ConfirmFor what, ErrorsView errors) {
        String target = new Form(request).text("target");
        DialogView dialog = stepUp(session, what, target, errors, Visit.of(request));
        return page(request, session, dialog, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /// What is on cannot be turned on; of what is off nothing else can be changed; what an
    /// administrator demands is not turned off.
    private boolean isOutOfPlace(PortalSession session, ConfirmFor what) {
        return security.isOn(session.account()) == (what == ConfirmFor.ENROL)
                || (what == ConfirmFor.TURN_OFF && session.demanded());
    }

    private ModelAndView askForName(HttpServletRequest request, PortalSession session, String id) {
        Optional<Authenticator> authenticator = security.authenticator(session.account(), id);
        if (authenticator.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        boolean confirmed =
                confirmations
                        .current(session, ConfirmFor.RENAME.purpose(), Visit.of(request).now())
                        .isPresent();
        DialogView dialog =
                confirmed
                        ? new RenameView(id, authenticator.get().name(), null)
                        : stepUp(
                                session,
                                ConfirmFor.RENAME,
                                id,
                                ErrorsView.none(),
                                Visit.of(request));
        return page(request, session, dialog, HttpStatus.OK);
    }

    private @Nullable DialogView removal(PortalSession session, String id, boolean replaced) {
        return security.authenticator(session.account(), id)
                .map(
                        authenticator ->
                                new RemoveView(
                                        id,
                                        authenticator.name(),
                                        security.isLast(session.account()),
                                        replaced))
                .orElse(null);
    }

    private StepUpView stepUp(
            PortalSession session, ConfirmFor what, String target, ErrorsView errors, Visit visit) {
        MailedView mailed = stepUps.mailed(session, visit);
        String name =
                security.authenticator(session.account(), target)
                        .map(Authenticator::name)
                        .orElse("");
        return new StepUpView(
                what.key(),
                name.isEmpty() ? "" : target,
                session.username(),
                TextView.of("step-up." + what.key(), name),
                security.isOn(session.account()),
                mailed,
                mailed == null ? errors : errors.forMail());
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            @Nullable DialogView dialog,
            HttpStatus status) {
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        String step = dialog == null ? form.text("step") : "";
        ConfirmFor confirmed =
                ConfirmFor.parse(step.equals("method") ? "enrol" : step)
                        .filter(
                                what ->
                                        confirmations
                                                .current(session, what.purpose(), visit.now())
                                                .isPresent())
                        .orElse(null);
        AccountSecurityView view =
                security.view(
                        session,
                        KeptCookies.read(request),
                        confirmed,
                        form.has("first"),
                        dialog,
                        pages.moments(visit));
        return pages.page(request, "account-security", view, status);
    }
}
