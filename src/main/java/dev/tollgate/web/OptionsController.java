package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.policy.GuardedChange;
import dev.tollgate.policy.OptionsForm;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.SavedOptions;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "Security" > "Security Settings" > "Security Options".
@Controller
final class OptionsController {

    static final String PAGE = "/security/settings";

    private static final List<String> FIELDS = fields();

    private final Policies policies;
    private final PolicyAdministration administration;
    private final OptionsPage page;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;

    OptionsController(
            Policies policies,
            PolicyAdministration administration,
            OptionsPage page,
            ExtensionStepUps stepUps,
            ExtensionPages refusals) {
        this.policies = policies;
        this.administration = administration;
        this.page = page;
        this.stepUps = stepUps;
        this.refusals = refusals;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        SavedOptions saved = policies.saved();
        OptionsForm form = OptionsForm.of(saved.options());
        return page.show(request, session, form, saved.version(), null, ErrorsView.none());
    }

    @PostMapping(PAGE)
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        if (!session.role().has(Permission.CHANGE_OPTIONS)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Form form = new Form(request);
        OptionsForm typed = read(form);
        int version = form.version();
        return switch (typed.parse(policies.current())) {
            case OptionsForm.Parsed.Invalid(List<Problem> problems) ->
                    page.show(request, session, typed, version, null, Errors.of(problems));
            case OptionsForm.Parsed.Valid(SecurityOptions options) ->
                    stepUps.pass(
                            new Question(
                                    request,
                                    response,
                                    session,
                                    Purpose.CHANGE_PORTAL,
                                    TextView.of("options.step-up"),
                                    FIELDS,
                                    ask ->
                                            page.show(
                                                    request,
                                                    session,
                                                    typed,
                                                    version,
                                                    ask,
                                                    ErrorsView.none())),
                            stepUp ->
                                    save(
                                            request,
                                            stepUp,
                                            typed,
                                            new SavedOptions(options, version)));
        };
    }

    private ModelAndView save(
            HttpServletRequest request, StepUp stepUp, OptionsForm typed, SavedOptions wanted) {
        Visit visit = Visit.of(request);
        return switch (administration.save(stepUp, wanted, visit.source(), visit.now())) {
            case Administered.Refused<GuardedChange>(Administered.Why why) ->
                    refusals.refused(request, PAGE, why);
            case Administered.Done<GuardedChange>(GuardedChange.Saved _) ->
                    new ModelAndView("redirect:" + PAGE + "?edited");
            case Administered.Done<GuardedChange>(GuardedChange.LocksOut(Problem problem)) ->
                    page.show(
                            request,
                            stepUp.session(),
                            typed,
                            wanted.version(),
                            null,
                            Errors.of(List.of(problem)));
            case Administered.Done<GuardedChange>(GuardedChange.ChangedMeanwhile _) ->
                    page.changedMeanwhile(request, stepUp.session(), typed, policies.saved());
        };
    }

    private static OptionsForm read(Form form) {
        Set<Role> roles =
                Arrays.stream(Role.values())
                        .filter(role -> form.has(field(role)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        return new OptionsForm(
                form.has("mandatoryAll"),
                roles,
                form.text("mandatoryFrom"),
                form.has("verifyIdentity"),
                form.text("idleMinutes"),
                methods(form, "administratorMethods"),
                methods(form, "userMethods"),
                form.text("administratorTrustDays"),
                form.text("userTrustDays"),
                form.has("restrict"),
                form.text("addresses"));
    }

    private static Set<Method> methods(Form form, String group) {
        return Arrays.stream(Method.values())
                .filter(method -> form.has(group + "-" + method.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class)));
    }

    private static String field(Role role) {
        return "mandatory-" + role.name();
    }

    private static List<String> fields() {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                "mandatoryAll",
                                "mandatoryFrom",
                                "verifyIdentity",
                                "idleMinutes",
                                "administratorTrustDays",
                                "userTrustDays",
                                "restrict",
                                "addresses",
                                "version"));
        Arrays.stream(Role.values()).map(OptionsController::field).forEach(fields::add);
        for (Method method : Method.values()) {
            fields.add("administratorMethods-" + method.name());
            fields.add("userMethods-" + method.name());
        }
        return List.copyOf(fields);
    }
}
