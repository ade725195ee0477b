package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.extension.Administrator;
import dev.tollgate.extension.AdministratorAddition;
import dev.tollgate.extension.Administrators;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "System" > "Administrators": the super administrators who have no extension.
@Controller
final class AdministratorsController {

    static final String PAGE = "/system/administrators";

    private final Administrators administrators;
    private final InvitationStates invitations;
    private final MailServers mailServers;
    private final ExtensionPages extensionPages;
    private final ExtensionStepUps stepUps;
    private final Pages pages;

    AdministratorsController(
            Administrators administrators,
            InvitationStates invitations,
            MailServers mailServers,
            ExtensionPages extensionPages,
            ExtensionStepUps stepUps,
            Pages pages) {
        this.administrators = administrators;
        this.invitations = invitations;
        this.mailServers = mailServers;
        this.extensionPages = extensionPages;
        this.stepUps = stepUps;
        this.pages = pages;
    }

    @GetMapping("/system/administrators")
    ModelAndView list(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Moments moments = pages.moments(Visit.of(request));
        List<AdministratorsView.Row> rows =
                administrators.all().stream().map(found -> row(found, session, moments)).toList();
        AdministratorsView view =
                new AdministratorsView(
                        rows,
                        mailServers.isSet(),
                        !administrators.areTwo(),
                        !administrators.haveTwoLoggedIn());
        return pages.page(request, "administrators", view);
    }

    @GetMapping("/system/administrators/add")
    ModelAndView showAdd(HttpServletRequest request) {
        return addPage(request, null, ErrorsView.none());
    }

    @PostMapping("/system/administrators/add")
    ModelAndView add(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of("administrators.step-up-add"),
                        List.of("username", "email"),
                        ask -> addPage(request, ask, ErrorsView.none()));
        return stepUps.pass(question, stepUp -> add(request, stepUp));
    }

    @GetMapping("/system/administrators/{id}/remove")
    ModelAndView showRemove(HttpServletRequest request, @PathVariable String id) {
        return removePage(request, find(id), null);
    }

    @PostMapping("/system/administrators/{id}/remove")
    ModelAndView remove(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Administrator administrator = find(id);
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of("administrators.step-up-remove", administrator.username()),
                        List.of(),
                        ask -> removePage(request, administrator, ask));
        return stepUps.pass(question, stepUp -> remove(request, administrator, stepUp));
    }

    private ModelAndView add(HttpServletRequest request, StepUp stepUp) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        AdministratorAddition outcome =
                administrators.add(
                        stepUp,
                        form.text("username"),
                        form.text("email"),
                        mailServers.isSet(),
                        visit.source(),
                        visit.now());
        return switch (outcome) {
            case AdministratorAddition.Invited _ -> edited();
            case AdministratorAddition.ForLetter(Secret password) ->
                    extensionPages.administratorLetter(
                            request, form.text("username").strip(), password);
            case AdministratorAddition.Invalid(List<Problem> problems) ->
                    addPage(request, null, Errors.of(problems));
            case AdministratorAddition.Refused(Administered.Why why) ->
                    extensionPages.refused(request, PAGE, why);
        };
    }

    private ModelAndView remove(
            HttpServletRequest request, Administrator administrator, StepUp stepUp) {
        Visit visit = Visit.of(request);
        return extensionPages.after(
                request,
                PAGE,
                administrators.remove(stepUp, administrator.id(), visit.source(), visit.now()),
                _ -> edited());
    }

    private Administrator find(String id) {
        return administrators.all().stream()
                .filter(administrator -> administrator.id().text().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private AdministratorsView.Row row(
            Administrator administrator, PortalSession session, Moments moments) {
        return new AdministratorsView.Row(
                administrator.id().text(),
                administrator.username(),
                administrator.email(),
                administrator.twoFactorSince() != null,
                moments.ofNullable(administrator.lastLoginAt()),
                invitations
                        .of(
                                administrator.id(),
                                administrator.email(),
                                administrator.lastLoginAt(),
                                moments.now())
                        .state(),
                administrator.open(),
                administrator.id().equals(session.account()));
    }

    private ModelAndView addPage(
            HttpServletRequest request, @Nullable ExtensionAskView stepUp, ErrorsView errors) {
        Form form = new Form(request);
        AdministratorActView view =
                new AdministratorActView(
                        "",
                        form.text("username"),
                        form.text("email"),
                        mailServers.isSet(),
                        stepUp,
                        errors);
        boolean right = errors.byField().isEmpty();
        return pages.page(
                request,
                "administrator-add",
                view,
                right ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView removePage(
            HttpServletRequest request,
            Administrator administrator,
            @Nullable ExtensionAskView stepUp) {
        AdministratorActView view =
                new AdministratorActView(
                        administrator.id().text(),
                        administrator.username(),
                        administrator.email(),
                        mailServers.isSet(),
                        stepUp,
                        ErrorsView.none());
        return pages.page(request, "administrator-remove", view);
    }

    private static ModelAndView edited() {
        return new ModelAndView("redirect:" + PAGE + "?edited");
    }
}
