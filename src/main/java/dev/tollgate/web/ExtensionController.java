package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionChange;
import dev.tollgate.extension.ExtensionEditing;
import dev.tollgate.extension.Saving;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import dev.tollgate.web.ExtensionUserView.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// One extension, the tab "User".
@Controller
final class ExtensionController {

    private static final List<String> FIELDS =
            List.of("name", "mobile", "email", "role", "portalAccess", "status", "version");

    private final ExtensionEditing editing;
    private final ExtensionPages pages;
    private final ExtensionStepUps stepUps;
    private final LastChange lastChange;

    ExtensionController(
            ExtensionEditing editing,
            ExtensionPages pages,
            ExtensionStepUps stepUps,
            LastChange lastChange) {
        this.editing = editing;
        this.pages = pages;
        this.stepUps = stepUps;
        this.lastChange = lastChange;
    }

    @GetMapping("/extensions/{number}")
    ModelAndView show(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        ExtensionChange none = ExtensionChange.none(extension);
        return pages.user(request, session, extension, Typed.of(none), null, ErrorsView.none());
    }

    @PostMapping("/extensions/{number}")
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String number) {
        Extension extension = pages.find(number);
        ExtensionChange wanted = read(new Form(request), extension);
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of("extension-step-up.save", extension.title()),
                        FIELDS,
                        ask ->
                                pages.user(
                                        request,
                                        session,
                                        extension,
                                        Typed.of(wanted),
                                        ask,
                                        ErrorsView.none()));
        return stepUps.tryWith(
                question, stepUp -> save(request, session, extension, wanted, stepUp));
    }

    private Optional<ModelAndView> save(
            HttpServletRequest request,
            PortalSession session,
            Extension extension,
            ExtensionChange wanted,
            Optional<StepUp> stepUp) {
        Visit visit = Visit.of(request);
        Saving outcome =
                editing.save(session, stepUp, extension, wanted, visit.source(), visit.now());
        return switch (outcome) {
            case Saving.NeedsStepUp _ -> Optional.empty();
            case Saving.Saved(Optional<Secret> password) ->
                    Optional.of(saved(request, extension, password));
            case Saving.Invalid(List<Problem> problems) ->
                    Optional.of(again(request, session, extension, wanted, Errors.of(problems)));
            case Saving.ChangedMeanwhile _ ->
                    Optional.of(changed(request, session, extension, wanted));
            case Saving.Refused(Administered.Why why) ->
                    Optional.of(pages.refused(request, ExtensionPages.address(extension, ""), why));
        };
    }

    private ModelAndView saved(
            HttpServletRequest request, Extension extension, Optional<Secret> password) {
        return password.map(
                        text -> pages.letter(request, pages.find(extension.number()), text, true))
                .orElseGet(
                        () ->
                                new ModelAndView(
                                        "redirect:"
                                                + ExtensionPages.address(extension, "?edited")));
    }

    private ModelAndView changed(
            HttpServletRequest request,
            PortalSession session,
            Extension extension,
            ExtensionChange wanted) {
        Extension fresh = pages.find(extension.number());
        ErrorsView errors = Errors.one("changed", lastChange.of(request, fresh));
        return again(request, session, fresh, wanted, errors);
    }

    private ModelAndView again(
            HttpServletRequest request,
            PortalSession session,
            Extension extension,
            ExtensionChange wanted,
            ErrorsView errors) {
        return pages.user(request, session, extension, Typed.of(wanted), null, errors);
    }

    /// A field that is not there, because whoever looks may not change it, stays as it is. The box
    /// is there with `status`, which stands beside it.
    private static ExtensionChange read(Form form, Extension now) {
        return new ExtensionChange(
                form.has("name") ? form.text("name") : now.name(),
                form.has("mobile") ? form.text("mobile") : now.mobile(),
                form.has("email") ? form.text("email") : now.email(),
                role(form.text("role")).orElse(now.role()),
                form.has("status") ? form.has("portalAccess") : now.portalAccess(),
                status(form.text("status")).orElse(now.status()),
                form.version());
    }

    private static Optional<Role> role(String typed) {
        return Arrays.stream(Role.values()).filter(role -> role.name().equals(typed)).findFirst();
    }

    private static Optional<Status> status(String typed) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(typed))
                .findFirst();
    }
}
