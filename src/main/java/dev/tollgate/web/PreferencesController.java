package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.HeaderColour;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.system.Preferences;
import dev.tollgate.web.ExtensionStepUps.Question;
import dev.tollgate.web.PreferencesView.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "PBX Settings" > "Preferences".
@Controller
final class PreferencesController {

    private static final String PAGE = "/settings/preferences";
    private static final List<String> FIELDS =
            List.of(
                    "pbxName",
                    "portalAddress",
                    "timeZone",
                    "helpContact",
                    "headerColour",
                    "version");
    private static final List<String> LABELS =
            List.of(
                    "setup.pbx-name",
                    "setup.portal-address",
                    "setup.time-zone",
                    "preferences.contact",
                    "preferences.colour");

    private final Preferences preferences;
    private final Pages pages;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;
    private final FormVersions versions;
    private final LastChange lastChange;

    PreferencesController(
            Preferences preferences,
            Pages pages,
            ExtensionStepUps stepUps,
            ExtensionPages refusals,
            FormVersions versions,
            LastChange lastChange) {
        this.preferences = preferences;
        this.pages = pages;
        this.stepUps = stepUps;
        this.refusals = refusals;
        this.versions = versions;
        this.lastChange = lastChange;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request) {
        int version = versions.of(FormVersions.Form.PREFERENCES); // before what it is to vouch for
        return page(request, saved(), version, List.of(), null, ErrorsView.none());
    }

    @PostMapping(PAGE)
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Typed typed = typed(form);
        int version = form.version();
        return switch (PortalSettings.parse(
                typed.pbxName(),
                typed.portalAddress(),
                typed.timeZone(),
                typed.helpContact(),
                typed.headerColour())) {
            case PortalSettings.Parsed.Invalid(List<PortalSettings.Problem> problems) -> {
                List<Problem> atFields = problems.stream().map(SetUpController::problem).toList();
                yield page(request, typed, version, List.of(), null, Errors.of(atFields));
            }
            case PortalSettings.Parsed.Valid(PortalSettings wanted) ->
                    stepUps.pass(
                            new Question(
                                    request,
                                    response,
                                    session,
                                    Purpose.CHANGE_PORTAL,
                                    TextView.of("preferences.step-up"),
                                    FIELDS,
                                    ask ->
                                            page(
                                                    request,
                                                    typed,
                                                    version,
                                                    List.of(),
                                                    ask,
                                                    ErrorsView.none())),
                            stepUp -> save(request, stepUp, wanted, version, typed));
        };
    }

    private ModelAndView save(
            HttpServletRequest request,
            StepUp stepUp,
            PortalSettings wanted,
            int version,
            Typed typed) {
        Visit visit = Visit.of(request);
        return refusals.after(
                request,
                PAGE,
                preferences.save(stepUp, wanted, version, visit.source(), visit.now()),
                done ->
                        done
                                ? new ModelAndView("redirect:" + PAGE + "?edited")
                                : changedMeanwhile(request, typed));
    }

    /// What was typed stays, beside what somebody else has saved.
    private ModelAndView changedMeanwhile(HttpServletRequest request, Typed typed) {
        int version = versions.of(FormVersions.Form.PREFERENCES);
        return page(
                request,
                typed,
                version,
                ComparedView.of(LABELS, saved().values(), typed.values()),
                null,
                Errors.one("version", lastChange.of(request, Kind.PREFERENCES_CHANGED)));
    }

    private static Typed typed(Form form) {
        return new Typed(
                form.text("pbxName"),
                form.text("portalAddress"),
                form.text("timeZone"),
                form.text("helpContact"),
                form.text("headerColour"));
    }

    private Typed saved() {
        PortalSettings now = pages.settings();
        return new Typed(
                now.pbxName(),
                now.portalAddress().toString(),
                now.timeZone().getId(),
                now.helpContact(),
                now.headerColour().name());
    }

    private ModelAndView page(
            HttpServletRequest request,
            Typed typed,
            int version,
            List<ComparedView> changed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        PreferencesView view =
                new PreferencesView(
                        typed,
                        PortalSettings.timeZones(),
                        Arrays.stream(HeaderColour.values()).map(Enum::name).toList(),
                        version,
                        changed,
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "preferences", view, status);
    }
}
