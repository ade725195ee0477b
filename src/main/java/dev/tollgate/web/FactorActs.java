package dev.tollgate.web;

import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Confirmations;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.PortalSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What follows a confirmed pop-up: the act that it interrupted goes on by itself.
@Component
final class FactorActs {

    private static final String PAGE = "redirect:/account/security";

    private final Confirmations confirmations;
    private final Enrolment enrolment;
    private final FactorChanges changes;
    private final Pages pages;

    FactorActs(
            Confirmations confirmations, Enrolment enrolment, FactorChanges changes, Pages pages) {
        this.confirmations = confirmations;
        this.enrolment = enrolment;
        this.changes = changes;
        this.pages = pages;
    }

    ModelAndView goOn(
            HttpServletRequest request,
            HttpServletResponse response,
            StepUp stepUp,
            ConfirmFor what,
            String target) {
        return switch (what) {
            case ENROL, TURN_OFF, CHANGE_METHOD -> new ModelAndView(nextStep(what));
            case ADD -> begin(request, stepUp, null);
            case REPLACE -> begin(request, stepUp, target.isEmpty() ? null : target);
            case RENAME -> new ModelAndView(PAGE + "?rename=" + target);
            case REMOVE -> remove(request, response, stepUp, target);
            case RECOVERY_CODES -> newRecoveryCodes(request, stepUp);
        };
    }

    /// Where the box leads once the pop-up is confirmed.
    static String nextStep(ConfirmFor what) {
        return PAGE + "?step=" + (what == ConfirmFor.ENROL ? "method" : what.key());
    }

    /// Goes on with an act whose step-up is still good, or opens the pop-up for it.
    ModelAndView begin(
            HttpServletRequest request, PortalSession session, ConfirmFor what, String target) {
        Optional<StepUp> current =
                confirmations.current(session, what.purpose(), Visit.of(request).now());
        if (current.isEmpty()) {
            return new ModelAndView("redirect:" + what.address(target));
        }
        return begin(request, current.get(), target.isEmpty() ? null : target);
    }

    ModelAndView turnOff(
            HttpServletRequest request, HttpServletResponse response, PortalSession session) {
        Visit visit = Visit.of(request);
        Optional<StepUp> stepUp =
                confirmations.current(session, ConfirmFor.TURN_OFF.purpose(), visit.now());
        if (stepUp.isEmpty()) {
            return new ModelAndView("redirect:" + ConfirmFor.TURN_OFF.address(""));
        }
        Optional<Token> renewed = changes.turnOff(stepUp.get(), visit.source(), visit.now());
        if (renewed.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        Cookies.SESSION.set(request, response, renewed.get());
        return new ModelAndView(PAGE + "?edited");
    }

    /// The page that shows recovery codes, the only time that they are shown.
    ModelAndView codes(
            HttpServletRequest request,
            PortalSession session,
            List<RecoveryCode> codes,
            boolean first) {
        PortalSettings portal = pages.settings();
        RecoveryCodesView view =
                new RecoveryCodesView(
                        codes.stream().map(RecoveryCode::text).toList(),
                        session.username(),
                        portal.portalAddress().toString(),
                        pages.moments(Visit.of(request)).of(Visit.of(request).now()),
                        Visit.of(request).now().toEpochMilli(),
                        fileName(session.username()),
                        first);
        return pages.edited(request, "recovery-codes", view);
    }

    private ModelAndView begin(
            HttpServletRequest request, StepUp stepUp, @Nullable String replaces) {
        Visit visit = Visit.of(request);
        return switch (beginning(stepUp, replaces, visit)) {
            case Beginning.Begun(Token handle) ->
                    new ModelAndView("redirect:/account/security/authenticator/" + handle.text());
            case Beginning.Outdated _, Beginning.TooMany _ -> new ModelAndView(PAGE);
        };
    }

    private Beginning beginning(StepUp stepUp, @Nullable String replaces, Visit visit) {
        if (stepUp.isFor(ConfirmFor.ENROL.purpose())) {
            return enrolment.begin(stepUp, visit.source(), visit.now());
        }
        return stepUp.isFor(ConfirmFor.CHANGE_METHOD.purpose())
                ? enrolment.beginChange(stepUp, visit.source(), visit.now())
                : enrolment.beginAnother(stepUp, replaces, visit.source(), visit.now());
    }

    private ModelAndView remove(
            HttpServletRequest request,
            HttpServletResponse response,
            StepUp stepUp,
            String target) {
        Visit visit = Visit.of(request);
        Optional<Token> renewed = changes.remove(stepUp, target, visit.source(), visit.now());
        if (renewed.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        Cookies.SESSION.set(request, response, renewed.get());
        return new ModelAndView(PAGE + "?edited");
    }

    private ModelAndView newRecoveryCodes(HttpServletRequest request, StepUp stepUp) {
        Visit visit = Visit.of(request);
        List<RecoveryCode> codes = changes.newRecoveryCodes(stepUp, visit.source(), visit.now());
        return codes(request, stepUp.session(), codes, false);
    }

    private static String fileName(String username) {
        return "tollgate-recovery-codes-" + username.replaceAll("[^A-Za-z0-9._-]", "_") + ".txt";
    }
}
