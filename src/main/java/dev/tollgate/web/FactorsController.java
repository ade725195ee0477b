package dev.tollgate.web;

import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.Securing;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The acts on authenticators and recovery codes that are there.
@Controller
final class FactorsController {

    private static final String PAGE = "redirect:/account/security";

    private final FactorActs acts;
    private final FactorChanges changes;
    private final Confirmations confirmations;
    private final SecurityPage security;
    private final Securing securing;

    FactorsController(
            FactorActs acts,
            FactorChanges changes,
            Confirmations confirmations,
            SecurityPage security,
            Securing securing) {
        this.acts = acts;
        this.changes = changes;
        this.confirmations = confirmations;
        this.security = security;
        this.securing = securing;
    }

    @PostMapping("/account/security/authenticators/add")
    ModelAndView add(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return acts.begin(request, session, ConfirmFor.ADD, "");
    }

    @PostMapping("/account/security/authenticators/{id}/replace")
    ModelAndView replace(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        return isOwn(session, id)
                ? acts.begin(request, session, ConfirmFor.REPLACE, id)
                : new ModelAndView(PAGE + "?gone");
    }

    @PostMapping("/account/security/authenticators/{id}/rename")
    ModelAndView rename(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String id) {
        Visit visit = Visit.of(request);
        Optional<StepUp> stepUp =
                confirmations.current(session, ConfirmFor.RENAME.purpose(), visit.now());
        if (!isOwn(session, id)) {
            return new ModelAndView(PAGE + "?gone");
        }
        if (stepUp.isEmpty()) {
            return new ModelAndView("redirect:" + ConfirmFor.RENAME.address(id));
        }
        AuthenticatorName name = AuthenticatorName.of(new Form(request).text("name"));
        changes.rename(stepUp.get(), id, name, visit.source(), visit.now());
        return new ModelAndView(PAGE + "?edited");
    }

    /// Removing always asks anew.
    @PostMapping("/account/security/authenticators/{id}/remove")
    ModelAndView remove(@AuthenticationPrincipal PortalSession session, @PathVariable String id) {
        return isOwn(session, id)
                ? new ModelAndView("redirect:" + ConfirmFor.REMOVE.address(id))
                : new ModelAndView(PAGE + "?gone");
    }

    /// Making new codes always asks anew.
    @PostMapping("/account/security/recovery-codes")
    ModelAndView newRecoveryCodes() {
        return new ModelAndView("redirect:" + ConfirmFor.RECOVERY_CODES.address(""));
    }

    @PostMapping("/account/security/recovery-codes/saved")
    ModelAndView saved(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        boolean saved =
                form.has("saved")
                        && changes.recoveryCodesSaved(
                                session, instant(form.text("made")), visit.source(), visit.now());
        return new ModelAndView(saved ? "redirect:" + afterCodes(session, visit) : PAGE);
    }

    private String afterCodes(PortalSession session, Visit visit) {
        boolean onTheWay = securing.isUnderWay(session.account(), visit.now());
        return (onTheWay ? SecureController.ADDRESS : "/") + "?edited";
    }

    /// An instant at which nothing was made, where this is none.
    private static Instant instant(String millis) {
        return millis.matches("[0-9]{1,15}")
                ? Instant.ofEpochMilli(Long.parseLong(millis))
                : Instant.EPOCH;
    }

    private boolean isOwn(PortalSession session, String id) {
        return security.authenticator(session.account(), id).isPresent();
    }
}
