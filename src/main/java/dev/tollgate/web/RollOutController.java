package dev.tollgate.web;

import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.QrCode;
import dev.tollgate.policy.Missing;
import dev.tollgate.policy.MissingExport;
import dev.tollgate.policy.MissingQuery;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.session.PolicyAdministration;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The roll-out of two-factor authentication: who is missing, and what helps them.
@Controller
final class RollOutController {

    static final String PAGE = "/security/settings/roll-out";

    private final RollOutPage page;
    private final PolicyAdministration administration;
    private final Policies policies;
    private final MissingExport export;
    private final ExtensionPages refusals;
    private final MessageSource texts;
    private final Pages pages;

    RollOutController(
            RollOutPage page,
            PolicyAdministration administration,
            Policies policies,
            MissingExport export,
            ExtensionPages refusals,
            MessageSource texts,
            Pages pages) {
        this.page = page;
        this.administration = administration;
        this.policies = policies;
        this.export = export;
        this.refusals = refusals;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return page.show(request, session, query(new Form(request)));
    }

    @PostMapping(PAGE + "/remind")
    ModelAndView remind(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        if (!form.has("role")) {
            return new ModelAndView("redirect:" + PAGE); // of no form that was made here
        }
        MissingQuery query = query(form);
        return refusals.after(
                request,
                PAGE,
                administration.remind(session, query, visit.source(), visit.now()),
                asked -> new ModelAndView("redirect:" + PAGE + "?reminded=" + asked));
    }

    @GetMapping(PAGE + "/export")
    void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String day = LocalDate.ofInstant(Visit.of(request).now(), ZoneOffset.UTC).toString();
        ExtensionExportController.beginFile(response, "not-enrolled-" + day + ".csv");
        export.write(query(new Form(request)), response.getWriter());
    }

    @GetMapping(PAGE + "/handout")
    ModelAndView handout(HttpServletRequest request) {
        String address = pages.settings().portalAddress().toString();
        String label = texts.getMessage("handout.qr", new Object[0], Locale.ENGLISH);
        SecurityOptions options = policies.current();
        boolean proof = options.verifyIdentity() && !options.mandatoryFor().isEmpty();
        return pages.page(
                request, "handout", new HandoutView(address, proof, QrCode.svg(address, label)));
    }

    static MissingQuery query(Form form) {
        return new MissingQuery(
                ExtensionsController.chosen(Role.values(), form.text("role")).orElse(null),
                ExtensionsController.chosen(Missing.Reason.values(), form.text("reason"))
                        .orElse(null),
                form.text("after"));
    }
}
