package dev.tollgate.web;

import dev.tollgate.enrolment.Methods.Obstacle;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.MailedCodes;
import dev.tollgate.login.ProofOutcome;
import dev.tollgate.login.SetUpProof;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Prove that it is you", before a mandatory set-up. Whose proof it is, the session says.
@Controller
final class ProofController {

    private static final String ADDRESS = "/account/proof";
    private static final String CODE = "code";
    private static final String TEMPORARY_CODE = "temporaryCode";
    private static final String PROVEN = "redirect:/account/security";

    private final SetUpProof proof;
    private final MailedCodes mailedCodes;
    private final MailServers mailServers;
    private final Pages pages;

    ProofController(
            SetUpProof proof, MailedCodes mailedCodes, MailServers mailServers, Pages pages) {
        this.proof = proof;
        this.mailedCodes = mailedCodes;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    @GetMapping(ADDRESS)
    ModelAndView show(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        return session.mustProve()
                ? page(request, session, ErrorsView.none(), HttpStatus.OK)
                : new ModelAndView(PROVEN);
    }

    @PostMapping(ADDRESS)
    ModelAndView submit(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        if (!session.mustProve()) {
            return new ModelAndView(PROVEN);
        }
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        if (form.has("send")) {
            return send(session, visit);
        }
        boolean temporary = form.has(TEMPORARY_CODE);
        ProofOutcome outcome =
                temporary
                        ? proof.withTemporaryCode(
                                session, form.text(TEMPORARY_CODE), visit.source(), visit.now())
                        : proof.withMailedCode(
                                session, form.text(CODE), visit.source(), visit.now());
        return switch (outcome) {
            case ProofOutcome.Proven(Token renewed, List<Keepsake> keepsakes) -> {
                Cookies.SESSION.set(request, response, renewed);
                KeptCookies.set(request, response, keepsakes);
                yield new ModelAndView(PROVEN);
            }
            case ProofOutcome.Refused refused ->
                    refused(request, response, session, temporary, refused);
        };
    }

    /// What came of it, the page shows: a code that is under way, or how long to wait.
    private ModelAndView send(PortalSession session, Visit visit) {
        if (mailServers.isSet()) {
            mailedCodes.forProof(session, visit.source(), visit.now());
        }
        return new ModelAndView("redirect:" + ADDRESS);
    }

    private ModelAndView refused(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            boolean temporary,
            ProofOutcome.Refused refused) {
        Visit visit = Visit.of(request);
        HttpStatus status = HttpStatus.UNAUTHORIZED;
        if (refused instanceof ProofOutcome.Wait(Instant until)) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Pages.seconds(visit, until)));
            status = HttpStatus.TOO_MANY_REQUESTS;
        }
        TextView error =
                switch (refused) {
                    case ProofOutcome.Wrong _ ->
                            TextView.of(temporary ? "proof.temporary-wrong" : "code.wrong-mailed");
                    case ProofOutcome.Malformed _ ->
                            TextView.of(
                                    temporary ? "proof.temporary-missing" : "code.missing-mailed");
                    case ProofOutcome.Wait(Instant until) -> pages.codeWait(visit, until);
                    case ProofOutcome.Stopped _ -> TextView.of("proof.stopped");
                };
        return page(request, session, Errors.one(temporary ? TEMPORARY_CODE : CODE, error), status);
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            ErrorsView errors,
            HttpStatus status) {
        Visit visit = Visit.of(request);
        boolean mail = mailServers.isSet();
        Optional<MailedView> mailed =
                mailedCodes
                        .ofProof(session, visit.now())
                        .filter(_ -> mail)
                        .map(standing -> MailedView.of(standing, visit));
        Obstacle obstacle = mail ? Obstacle.NO_ADDRESS : Obstacle.NO_MAIL;
        ProofView view =
                new ProofView(
                        pages.title(session),
                        mailed.orElse(null),
                        mailed.isPresent() ? null : obstacle.name(),
                        errors);
        return pages.page(request, "account-proof", view, status);
    }
}
