package dev.tollgate.web;

import dev.tollgate.account.Accounts;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.EmailEnrolment;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.MailedCodes;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page that makes mailed codes the account's method. It opens for who has confirmed the pop-up
/// for it, and stays open while a code is under way.
@Controller
final class EmailMethodController {

    static final String ADDRESS = "/account/security/email";

    private static final String PAGE = "redirect:/account/security";
    private static final String HERE = "redirect:" + ADDRESS;

    private final EmailEnrolment enrolment;
    private final Confirmations confirmations;
    private final FactorActs acts;
    private final Accounts accounts;
    private final Pages pages;

    EmailMethodController(
            EmailEnrolment enrolment,
            Confirmations confirmations,
            FactorActs acts,
            Accounts accounts,
            Pages pages) {
        this.enrolment = enrolment;
        this.confirmations = confirmations;
        this.acts = acts;
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping(ADDRESS)
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        boolean open =
                enrolment.standing(session, visit.now()).live()
                        || stepUp(session, visit).isPresent();
        return open ? page(request, session, null, HttpStatus.OK) : new ModelAndView(PAGE);
    }

    @PostMapping(ADDRESS)
    ModelAndView submit(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        if (form.has("cancel")) {
            enrolment.cancel(session);
            return new ModelAndView(PAGE);
        }
        return form.has("send") ? send(request, session) : save(request, response, session);
    }

    /// What came of it, the page shows: a code that is under way, or how long to wait.
    private ModelAndView send(HttpServletRequest request, PortalSession session) {
        Visit visit = Visit.of(request);
        Optional<StepUp> stepUp = stepUp(session, visit);
        if (stepUp.isEmpty()) {
            return enrolment
                    .purpose(session)
                    .map(purpose -> new ModelAndView("redirect:" + popUp(purpose)))
                    .orElseGet(() -> new ModelAndView(PAGE));
        }
        return enrolment.send(stepUp.get(), visit.source(), visit.now()).isPresent()
                ? new ModelAndView(HERE)
                : new ModelAndView(PAGE);
    }

    private ModelAndView save(
            HttpServletRequest request, HttpServletResponse response, PortalSession session) {
        Visit visit = Visit.of(request);
        String typed = new Form(request).text("code");
        return switch (enrolment.confirm(session, typed, visit.source(), visit.now())) {
            case Confirmation.Enrolled enrolled -> {
                Cookies.SESSION.set(request, response, enrolled.session());
                yield enrolled.codes().isEmpty()
                        ? new ModelAndView(PAGE + "?edited")
                        : acts.codes(request, session, enrolled.codes(), true);
            }
            case Confirmation.WrongCode _ -> refused(request, session, "code.wrong-mailed");
            case Confirmation.Malformed _ -> refused(request, session, "code.missing-mailed");
            case Confirmation.Expired _, Confirmation.Exhausted _ ->
                    refused(request, session, "code.none-mailed");
            case Confirmation.Gone _ -> new ModelAndView(PAGE);
        };
    }

    private ModelAndView refused(HttpServletRequest request, PortalSession session, String key) {
        return page(request, session, TextView.of(key), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            @Nullable TextView error,
            HttpStatus status) {
        Visit visit = Visit.of(request);
        Optional<Purpose> purpose = enrolment.purpose(session);
        if (purpose.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        EmailCodes.Standing standing = enrolment.standing(session, visit.now());
        String address = accounts.get(session.account()).orElseThrow().email();
        MailedCodes.Standing mailed =
                new MailedCodes.Standing(
                        address, standing.live(), standing.nextAt(), standing.delayed());
        EmailSetupView view =
                new EmailSetupView(
                        purpose.get() == Purpose.TURN_ON, MailedView.of(mailed, visit), error);
        return pages.page(request, "account-email", view, status);
    }

    private Optional<StepUp> stepUp(PortalSession session, Visit visit) {
        return enrolment
                .purpose(session)
                .flatMap(purpose -> confirmations.current(session, purpose, visit.now()));
    }

    private static String popUp(Purpose purpose) {
        return (purpose == Purpose.TURN_ON ? ConfirmFor.ENROL : ConfirmFor.CHANGE_METHOD)
                .address("");
    }
}
