package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.policy.GuardedChange;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServer;
import dev.tollgate.system.MailAdministration;
import dev.tollgate.web.ExtensionStepUps.Question;
import dev.tollgate.web.MailView.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "System" > "Email". A password typed here is never written back into a page: where the pop-up
/// has to come first, the page says to type it again.
@Controller
final class MailController {

    private static final String PAGE = "/system/email";
    private static final List<String> FIELDS =
            List.of("host", "port", "encryption", "username", "sender", "version");

    private final MailAdministration mail;
    private final MailPage page;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;

    MailController(
            MailAdministration mail,
            MailPage page,
            ExtensionStepUps stepUps,
            ExtensionPages refusals) {
        this.mail = mail;
        this.page = page;
        this.stepUps = stepUps;
        this.refusals = refusals;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request, HttpServletResponse response) {
        return page.show(request, response);
    }

    @PostMapping(PAGE)
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Typed typed =
                new Typed(
                        form.text("host"),
                        form.text("port"),
                        form.text("encryption"),
                        form.text("username"),
                        form.text("sender"));
        return switch (MailServer.parse(
                typed.host(), typed.port(), typed.encryption(), typed.username(), typed.sender())) {
            case MailServer.Parsed.Invalid(List<MailServer.Problem> problems) ->
                    page.show(request, typed, null, errors(problems));
            case MailServer.Parsed.Valid(MailServer server) ->
                    stepUps.pass(
                            question(request, response, session, "email.step-up-save", typed),
                            stepUp -> save(request, stepUp, typed, server));
        };
    }

    @PostMapping(PAGE + "/test")
    ModelAndView test(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        return stepUps.pass(
                question(request, response, session, "email.step-up-test", page.saved()),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return refusals.after(
                            request,
                            PAGE,
                            mail.test(stepUp, visit.source(), visit.now()),
                            asked ->
                                    asked
                                            ? back("")
                                            : page.show(
                                                    request,
                                                    page.saved(),
                                                    null,
                                                    Errors.one(
                                                            "test",
                                                            TextView.of("email.no-address"))));
                });
    }

    @PostMapping(PAGE + "/remove")
    ModelAndView remove(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        return stepUps.pass(
                question(request, response, session, "email.step-up-save", page.saved()),
                stepUp -> {
                    Visit visit = Visit.of(request);
                    return refusals.after(
                            request,
                            PAGE,
                            mail.remove(stepUp, visit.source(), visit.now()),
                            done -> after(request, page.saved(), done));
                });
    }

    @PostMapping(PAGE + "/try-again")
    ModelAndView tryAgain(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        return refusals.after(
                request, PAGE, mail.tryAgain(session, visit.source(), visit.now()), _ -> back(""));
    }

    /// The pop-up says so where a password was typed that it cannot keep.
    private Question question(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            String sentence,
            Typed typed) {
        boolean lost = !new Form(request).text("mailPassword").isEmpty();
        return new Question(
                request,
                response,
                session,
                Purpose.CHANGE_PORTAL,
                TextView.of(lost ? "email.step-up-password" : sentence),
                lost ? withMark() : FIELDS,
                ask -> page.show(request, typed, ask, ErrorsView.none()));
    }

    /// `again` tells the form after the pop-up that a password has to be typed once more.
    private static List<String> withMark() {
        return Stream.concat(FIELDS.stream(), Stream.of("again")).toList();
    }

    private ModelAndView save(
            HttpServletRequest request, StepUp stepUp, Typed typed, MailServer server) {
        Form form = new Form(request);
        if (form.has("again") && form.has("password")) {
            TextView text = TextView.of("email.password-again");
            return page.show(request, typed, null, Errors.one("mailPassword", text));
        }
        Visit visit = Visit.of(request);
        int version = form.version();
        Optional<Secret> password =
                Optional.of(form.text("mailPassword"))
                        .filter(text -> !text.isEmpty())
                        .map(Secret::of);
        return refusals.after(
                request,
                PAGE,
                mail.save(stepUp, server, password, version, visit.source(), visit.now()),
                done -> after(request, typed, done));
    }

    private ModelAndView after(HttpServletRequest request, Typed typed, GuardedChange change) {
        return switch (change) {
            case GuardedChange.Saved _ -> back("?edited");
            case GuardedChange.ChangedMeanwhile _ -> page.changedMeanwhile(request, typed);
            case GuardedChange.LocksOut(Problem problem) ->
                    page.show(
                            request,
                            typed,
                            null,
                            Errors.one("host", TextView.of("email.locks-out", problem.word())));
        };
    }

    private static ModelAndView back(String more) {
        return new ModelAndView("redirect:" + PAGE + more);
    }

    private static ErrorsView errors(List<MailServer.Problem> problems) {
        Map<String, TextView> byField = new LinkedHashMap<>();
        for (MailServer.Problem problem : problems) {
            String field =
                    switch (problem) {
                        case HOST -> "host";
                        case PORT -> "port";
                        case ENCRYPTION, NOT_LOOPBACK -> "encryption";
                        case USERNAME -> "username";
                        case SENDER -> "sender";
                    };
            byField.putIfAbsent(field, TextView.of("email-problem." + problem.name()));
        }
        return new ErrorsView(byField);
    }
}
