package dev.tollgate.web;

import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionRescue;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// One extension, the tab "Security".
@Controller
final class ExtensionSecurityController {

    private final ExtensionRescue rescue;
    private final ExtensionPages pages;
    private final ExtensionStepUps stepUps;

    ExtensionSecurityController(
            ExtensionRescue rescue, ExtensionPages pages, ExtensionStepUps stepUps) {
        this.rescue = rescue;
        this.pages = pages;
        this.stepUps = stepUps;
    }

    /// With `turn-off` the box comes unticked: the way of the row menu.
    @GetMapping("/extensions/{number}/security")
    ModelAndView show(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        boolean unticked = new Form(request).has("turn-off");
        return pages.security(request, session, pages.find(number), unticked, null);
    }

    /// Unticking the box and "Save" turn two-factor authentication off. The box turns nothing on.
    @PostMapping("/extensions/{number}/security")
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        if (new Form(request).has("twoFactor") || !extension.hasTwoFactor()) {
            return new ModelAndView("redirect:" + tab(extension));
        }
        return pass(
                new Asked(request, response, session, extension, "turn-off"),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return pages.after(
                            request,
                            tab(extension),
                            rescue.turnOffTwoFactor(
                                    stepUp,
                                    extension,
                                    ExtensionPages.because(request),
                                    visit.source(),
                                    visit.now()),
                            _ -> edited(extension));
                });
    }

    @PostMapping("/extensions/{number}/letter")
    ModelAndView letter(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        return pass(
                new Asked(request, response, session, extension, "letter"),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return pages.after(
                            request,
                            tab(extension),
                            rescue.issuePassword(stepUp, extension, visit.source(), visit.now()),
                            password -> pages.letter(request, extension, password, false));
                });
    }

    @PostMapping("/extensions/{number}/unlock")
    ModelAndView unlock(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        return pass(
                new Asked(request, response, session, extension, "unlock"),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return pages.after(
                            request,
                            tab(extension),
                            rescue.unlock(stepUp, extension, visit.source(), visit.now()),
                            _ -> edited(extension));
                });
    }

    @PostMapping("/extensions/{number}/log-out")
    ModelAndView logOut(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Visit visit = Visit.of(request);
        return pages.after(
                request,
                tab(extension),
                rescue.logOut(session, extension, visit.source(), visit.now()),
                _ -> edited(extension));
    }

    @PostMapping("/extensions/{number}/trusted-devices/remove-all")
    ModelAndView removeTrustedDevices(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Visit visit = Visit.of(request);
        return pages.after(
                request,
                tab(extension),
                rescue.removeTrustedDevices(session, extension, visit.source(), visit.now()),
                _ -> edited(extension));
    }

    private ModelAndView pass(Asked asked, Function<StepUp, ModelAndView> then) {
        Question question =
                new Question(
                        asked.request(),
                        asked.response(),
                        asked.session(),
                        TextView.of("extension-step-up." + asked.what(), asked.extension().title()),
                        List.of("reason", "checked"),
                        ask ->
                                pages.security(
                                        asked.request(),
                                        asked.session(),
                                        asked.extension(),
                                        asked.what().equals("turn-off"),
                                        ask));
        return stepUps.pass(question, then);
    }

    private static String tab(Extension extension) {
        return ExtensionPages.address(extension, "/security");
    }

    private static ModelAndView edited(Extension extension) {
        return new ModelAndView("redirect:" + tab(extension) + "?edited");
    }

    private record Asked(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            Extension extension,
            String what) {}
}
