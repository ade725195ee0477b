package dev.tollgate.web;

import dev.tollgate.account.AccountForms;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.Problem;
import dev.tollgate.extension.OwnExtension;
import dev.tollgate.login.EmailAsking;
import dev.tollgate.login.EmailChanges;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Administrator Settings" or "User Settings": the owner's name and addresses.
@Controller
final class ProfileController {

    private static final String EDITED = "redirect:/account/profile?edited";

    private final EmailChanges changes;
    private final OwnExtension ownExtension;
    private final ProfilePage profile;
    private final ExtensionStepUps stepUps;
    private final Pages pages;

    ProfileController(
            EmailChanges changes,
            OwnExtension ownExtension,
            ProfilePage profile,
            ExtensionStepUps stepUps,
            Pages pages) {
        this.changes = changes;
        this.ownExtension = ownExtension;
        this.profile = profile;
        this.stepUps = stepUps;
        this.pages = pages;
    }

    @GetMapping("/account/profile")
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return profile.page(request, session, null, ErrorsView.none());
    }

    @PostMapping("/account/profile")
    ModelAndView rename(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        if (!form.has("name")) {
            return new ModelAndView("redirect:/account/profile");
        }
        Optional<Problem> problem =
                ownExtension.rename(session, form.text("name"), visit.source(), visit.now());
        return problem.map(found -> profile.page(request, session, null, Errors.of(List.of(found))))
                .orElseGet(() -> new ModelAndView(EDITED));
    }

    @PostMapping("/account/profile/email")
    ModelAndView changeEmail(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        return change(new Asked(request, response, session, LinkKind.EMAIL, "email"));
    }

    /// An empty address does without a second one.
    @PostMapping("/account/profile/notice-email")
    ModelAndView changeNoticeEmail(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Asked asked = new Asked(request, response, session, LinkKind.NOTICE_EMAIL, "noticeEmail");
        return asked.typed().isBlank()
                ? pass(asked, stepUp -> remove(asked, stepUp))
                : change(asked);
    }

    @PostMapping("/account/profile/cancel")
    ModelAndView cancel(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        boolean second = new Form(request).text("kind").equals("notice-email");
        changes.cancel(
                session,
                second ? LinkKind.NOTICE_EMAIL : LinkKind.EMAIL,
                visit.source(),
                visit.now());
        return new ModelAndView(EDITED);
    }

    private ModelAndView change(Asked asked) {
        Optional<Problem> problem = AccountForms.emailProblem(asked.typed().strip());
        return problem.isPresent()
                ? again(asked, TextView.of(problem.get().key()))
                : pass(asked, stepUp -> change(asked, stepUp));
    }

    private ModelAndView change(Asked asked, StepUp stepUp) {
        Visit visit = Visit.of(asked.request());
        EmailAsking outcome =
                changes.ask(stepUp, asked.kind(), asked.typed(), visit.source(), visit.now());
        return switch (outcome) {
            case EmailAsking.Asked _ -> new ModelAndView(EDITED);
            case EmailAsking.Invalid(Problem problem) -> again(asked, TextView.of(problem.key()));
            case EmailAsking.Wait(Instant until) ->
                    again(
                            asked,
                            TextView.of(
                                    "profile.wait",
                                    pages.moments(visit).clock(until.plusSeconds(59))));
        };
    }

    private ModelAndView remove(Asked asked, StepUp stepUp) {
        Visit visit = Visit.of(asked.request());
        changes.removeNoticeEmail(stepUp, visit.source(), visit.now());
        return new ModelAndView(EDITED);
    }

    private ModelAndView pass(Asked asked, Function<StepUp, ModelAndView> then) {
        Question question =
                new Question(
                        asked.request(),
                        asked.response(),
                        asked.session(),
                        Purpose.CHANGE_EMAIL,
                        TextView.of("profile.step-up"),
                        List.of(asked.field()),
                        ask ->
                                profile.page(
                                        asked.request(), asked.session(), ask, ErrorsView.none()));
        return stepUps.pass(question, then);
    }

    private ModelAndView again(Asked asked, TextView error) {
        return profile.page(
                asked.request(), asked.session(), null, Errors.one(asked.field(), error));
    }

    /// @param field of the form
    private record Asked(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            LinkKind kind,
            String field) {

        String typed() {
            return new Form(request).text(field);
        }
    }
}
