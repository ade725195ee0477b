package dev.tollgate.web;

import dev.tollgate.account.Status;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionChange;
import dev.tollgate.extension.ExtensionEditing;
import dev.tollgate.extension.ExtensionRescue;
import dev.tollgate.extension.Saving;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// Acts on one extension that have a page of their own, which names the person, the effect and what
/// stays.
@Controller
final class ExtensionActController {

    private static final String TURN_OFF = "turnOff";
    private static final String LOG_OUT = "logOut";
    private static final String REMOVE_DEVICES = "removeDevices";

    private final ExtensionEditing editing;
    private final ExtensionRescue rescue;
    private final ExtensionPages pages;
    private final ExtensionStepUps stepUps;

    ExtensionActController(
            ExtensionEditing editing,
            ExtensionRescue rescue,
            ExtensionPages pages,
            ExtensionStepUps stepUps) {
        this.editing = editing;
        this.rescue = rescue;
        this.pages = pages;
        this.stepUps = stepUps;
    }

    @GetMapping("/extensions/{number}/temporary-code")
    ModelAndView showTemporaryCode(HttpServletRequest request, @PathVariable String number) {
        return show(request, pages.find(number), "temporary-code", Set.of());
    }

    @GetMapping("/extensions/{number}/lost-phone")
    ModelAndView showLostPhone(HttpServletRequest request, @PathVariable String number) {
        Extension extension = pages.find(number);
        Set<String> all =
                extension.hasTwoFactor()
                        ? Set.of(TURN_OFF, LOG_OUT, REMOVE_DEVICES)
                        : Set.of(LOG_OUT);
        return show(request, extension, "lost-phone", all);
    }

    @GetMapping("/extensions/{number}/disable")
    ModelAndView showDisable(HttpServletRequest request, @PathVariable String number) {
        return show(request, pages.find(number), "disable", Set.of());
    }

    @GetMapping("/extensions/{number}/delete")
    ModelAndView showDelete(HttpServletRequest request, @PathVariable String number) {
        return show(request, pages.find(number), "delete", Set.of());
    }

    @PostMapping("/extensions/{number}/temporary-code")
    ModelAndView temporaryCode(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Visit visit = Visit.of(request);
        return pass(
                new Asked(request, response, session, extension, "temporary-code"),
                stepUp ->
                        pages.after(
                                request,
                                ExtensionPages.address(extension, "/security"),
                                rescue.issueTemporaryCode(
                                        stepUp, extension, visit.source(), visit.now()),
                                code -> issued(request, extension, code)));
    }

    @PostMapping("/extensions/{number}/lost-phone")
    ModelAndView lostPhone(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Asked asked = new Asked(request, response, session, extension, "lost-phone");
        Set<AdministrativeAct> acts = acts(request);
        if (acts.isEmpty()) {
            return act(asked, TextView.of("extension-act.lost-phone.nothing"), null);
        }
        Visit visit = Visit.of(request);
        return pass(
                asked,
                stepUp ->
                        pages.after(
                                request,
                                ExtensionPages.address(extension, "/security"),
                                rescue.lostPhone(
                                        stepUp,
                                        extension,
                                        acts,
                                        ExtensionPages.because(request),
                                        visit.source(),
                                        visit.now()),
                                _ -> edited(extension, "/security")));
    }

    @PostMapping("/extensions/{number}/disable")
    ModelAndView disable(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Asked asked = new Asked(request, response, session, extension, "disable");
        return pass(asked, stepUp -> disabled(asked, stepUp));
    }

    @PostMapping("/extensions/{number}/delete")
    ModelAndView delete(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        Visit visit = Visit.of(request);
        return pass(
                new Asked(request, response, session, extension, "delete"),
                stepUp ->
                        pages.after(
                                request,
                                ExtensionPages.address(extension, ""),
                                editing.delete(stepUp, extension, visit.source(), visit.now()),
                                _ -> new ModelAndView("redirect:/extensions?edited")));
    }

    private ModelAndView disabled(Asked asked, StepUp stepUp) {
        Visit visit = Visit.of(asked.request());
        Extension extension = asked.extension();
        Saving outcome =
                editing.save(
                        asked.session(),
                        Optional.of(stepUp),
                        extension,
                        ExtensionChange.none(extension).withStatus(Status.DISABLED),
                        visit.source(),
                        visit.now());
        return switch (outcome) {
            case Saving.Saved _ -> edited(extension, "");
            case Saving.Refused(Administered.Why why) ->
                    pages.refused(asked.request(), ExtensionPages.address(extension, ""), why);
            case Saving.ChangedMeanwhile _, Saving.Invalid _, Saving.NeedsStepUp _ ->
                    act(asked, TextView.of("extension-act.disable.changed"), null);
        };
    }

    private ModelAndView issued(
            HttpServletRequest request, Extension extension, Optional<Secret> code) {
        if (code.isEmpty()) {
            return show(request, extension, "temporary-code", Set.of());
        }
        TemporaryCodeView view =
                new TemporaryCodeView(
                        extension.number(),
                        extension.title(),
                        code.get().reveal(),
                        pages.owesProof(request, extension),
                        pages.moment(request, TemporaryCodes.LIFE));
        return pages.page(request, "temporary-code", view);
    }

    private ModelAndView pass(Asked asked, Function<StepUp, ModelAndView> then) {
        Question question =
                new Question(
                        asked.request(),
                        asked.response(),
                        asked.session(),
                        TextView.of("extension-step-up." + asked.act(), asked.extension().title()),
                        List.of(TURN_OFF, LOG_OUT, REMOVE_DEVICES, "reason", "checked"),
                        ask -> act(asked, null, ask));
        return stepUps.pass(question, then);
    }

    private ModelAndView show(
            HttpServletRequest request, Extension extension, String act, Set<String> ticked) {
        return page(request, extension, act, ticked, null, null);
    }

    private ModelAndView act(
            Asked asked, @Nullable TextView error, @Nullable ExtensionAskView stepUp) {
        Set<String> ticked = new LinkedHashSet<>(List.of(TURN_OFF, LOG_OUT, REMOVE_DEVICES));
        ticked.removeIf(box -> !new Form(asked.request()).has(box));
        return page(asked.request(), asked.extension(), asked.act(), ticked, error, stepUp);
    }

    private ModelAndView page(
            HttpServletRequest request,
            Extension extension,
            String act,
            Set<String> ticked,
            @Nullable TextView error,
            @Nullable ExtensionAskView stepUp) {
        return pages.page(
                request,
                "extension-act",
                new ExtensionActView(
                        extension.number(),
                        act,
                        extension.title(),
                        extension.hasTwoFactor(),
                        pages.demands(request, extension),
                        pages.owesProof(request, extension),
                        ticked,
                        ExtensionPages.reason(request),
                        ExtensionPages.checked(request),
                        error,
                        stepUp));
    }

    private static Set<AdministrativeAct> acts(HttpServletRequest request) {
        Form form = new Form(request);
        Set<AdministrativeAct> acts = EnumSet.noneOf(AdministrativeAct.class);
        if (form.has(TURN_OFF)) {
            acts.add(AdministrativeAct.TURN_OFF_TWO_FACTOR);
        }
        if (form.has(LOG_OUT)) {
            acts.add(AdministrativeAct.LOG_OUT);
        }
        if (form.has(REMOVE_DEVICES)) {
            acts.add(AdministrativeAct.REMOVE_TRUSTED_DEVICES);
        }
        return acts;
    }

    private static ModelAndView edited(Extension extension, String tab) {
        return new ModelAndView("redirect:" + ExtensionPages.address(extension, tab + "?edited"));
    }

    private record Asked(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            Extension extension,
            String act) {}
}
