package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.extension.BulkAct;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.Extension.LoginState;
import dev.tollgate.extension.ExtensionForm;
import dev.tollgate.extension.ExtensionPage;
import dev.tollgate.extension.ExtensionQuery;
import dev.tollgate.extension.Extensions;
import dev.tollgate.extension.Extensions.Addition;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.policy.Policies;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Extension and Trunk" > "Extension": the list, and adding to it.
@Controller
final class ExtensionsController {

    private final Extensions extensions;
    private final ExtensionPages extensionPages;
    private final InvitationStates invitations;
    private final Policies policies;
    private final Pages pages;

    ExtensionsController(
            Extensions extensions,
            ExtensionPages extensionPages,
            InvitationStates invitations,
            Policies policies,
            Pages pages) {
        this.extensions = extensions;
        this.extensionPages = extensionPages;
        this.invitations = invitations;
        this.policies = policies;
        this.pages = pages;
    }

    @GetMapping("/extensions")
    ModelAndView list(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        ExtensionQuery query = extensionPages.query(request);
        ExtensionPage page = extensions.list(query);
        Moments moments = pages.moments(Visit.of(request));
        List<Extension> found = page.extensions();
        Set<Role> proving = policies.proving(moments.now());
        Set<Role> demanded = query.demanded();
        Map<AccountId, TextView> invited = invitations.of(found, moments);
        ExtensionsView view =
                new ExtensionsView(
                        query.search(),
                        query.role() == null ? "" : query.role().name(),
                        query.twoFactor() == null ? "" : query.twoFactor().name(),
                        query.status() == null ? "" : query.status().name(),
                        query.sort().name(),
                        found.stream()
                                .map(
                                        extension ->
                                                row(
                                                        extension,
                                                        demanded,
                                                        proving,
                                                        invited.get(extension.account()),
                                                        session,
                                                        moments))
                                .toList(),
                        page.total(),
                        page.more() ? found.getLast().number() : null,
                        bulk(session));
        return pages.page(request, "extensions", view);
    }

    @GetMapping("/extensions/add")
    ModelAndView showAdd(HttpServletRequest request) {
        ExtensionAddView view = new ExtensionAddView("", "", "", ErrorsView.none());
        return pages.page(request, "extension-add", view);
    }

    /// Of an employee; another role is given afterwards.
    @PostMapping("/extensions/add")
    ModelAndView add(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        ExtensionForm typed =
                new ExtensionForm(form.text("number"), form.text("name"), form.text("email"));
        return switch (extensions.add(session, typed, visit.source(), visit.now())) {
            case Addition.Added(Extension extension, Secret password) ->
                    extensionPages.letter(request, extension, password, true);
            case Addition.Invalid(List<Problem> problems) -> again(request, typed, problems);
            case Addition.Refused(Administered.Why why) ->
                    extensionPages.refused(request, "/extensions", why);
            case Addition.NeedsStepUp _ ->
                    throw new AssertionError("an employee is added without a step-up");
        };
    }

    private ModelAndView again(
            HttpServletRequest request, ExtensionForm typed, List<Problem> problems) {
        return pages.page(
                request,
                "extension-add",
                new ExtensionAddView(
                        typed.number(), typed.name(), typed.email(), Errors.of(problems)),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static List<String> bulk(PortalSession session) {
        return Arrays.stream(BulkAct.values())
                .filter(act -> session.role().has(act.act().permission()))
                .map(BulkAct::name)
                .toList();
    }

    private static ExtensionsView.Row row(
            Extension extension,
            Set<Role> demanded,
            Set<Role> proving,
            @Nullable TextView invitation,
            PortalSession session,
            Moments moments) {
        return new ExtensionsView.Row(
                extension.number(),
                extension.name(),
                extension.title(),
                extension.email(),
                extension.role().name(),
                state(extension, demanded),
                extension.hasTwoFactor(),
                ExtensionPages.owesProof(extension, proving),
                moments.ofNullable(extension.lastLoginAt()),
                invitation,
                ExtensionPages.may(session, extension));
    }

    /// What the column "2FA" says: the method, where there is one.
    private static String state(Extension extension, Set<Role> demanded) {
        return extension.loginState() == LoginState.ON && extension.method() != null
                ? extension.method().name()
                : ExtensionPages.state(extension, demanded.contains(extension.role()));
    }

    static <E extends Enum<E>> Optional<E> chosen(E[] values, String typed) {
        return Arrays.stream(values).filter(value -> value.name().equals(typed)).findFirst();
    }
}
