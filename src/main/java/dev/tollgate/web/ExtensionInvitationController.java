package dev.tollgate.web;

import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionInvitations;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Send Invitation" for one extension.
@Controller
final class ExtensionInvitationController {

    private final ExtensionInvitations invitations;
    private final InvitationStates states;
    private final ExtensionPages pages;
    private final ExtensionStepUps stepUps;

    ExtensionInvitationController(
            ExtensionInvitations invitations,
            InvitationStates states,
            ExtensionPages pages,
            ExtensionStepUps stepUps) {
        this.invitations = invitations;
        this.states = states;
        this.pages = pages;
        this.stepUps = stepUps;
    }

    @GetMapping("/extensions/{number}/invitation")
    ModelAndView show(HttpServletRequest request, @PathVariable String number) {
        return page(request, pages.find(number), null);
    }

    @PostMapping("/extensions/{number}/invitation")
    ModelAndView send(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of("extension-step-up.invitation", extension.title()),
                        List.of(),
                        ask -> page(request, extension, ask));
        return stepUps.pass(question, stepUp -> send(request, extension, stepUp));
    }

    private ModelAndView send(HttpServletRequest request, Extension extension, StepUp stepUp) {
        Visit visit = Visit.of(request);
        String address = ExtensionPages.address(extension, "");
        return pages.after(
                request,
                address,
                invitations.send(stepUp, extension, visit.source(), visit.now()),
                sent ->
                        sent
                                ? new ModelAndView("redirect:" + address + "?edited")
                                : page(request, extension, null));
    }

    private ModelAndView page(
            HttpServletRequest request, Extension extension, @Nullable ExtensionAskView stepUp) {
        ExtensionInvitationView view =
                new ExtensionInvitationView(
                        extension.number(),
                        extension.title(),
                        extension.email(),
                        states.of(
                                extension.account(),
                                extension.email(),
                                extension.lastLoginAt(),
                                Visit.of(request).now()),
                        stepUp);
        return pages.page(request, "extension-invitation", view);
    }
}
