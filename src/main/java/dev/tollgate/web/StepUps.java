package dev.tollgate.web;

import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.MailedCodes;
import dev.tollgate.session.PortalSession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Words for a pop-up "Password" that stays open, and the codes that are mailed for it.
@Component
final class StepUps {

    private final MailedCodes mailedCodes;
    private final Pages pages;

    StepUps(MailedCodes mailedCodes, Pages pages) {
        this.mailedCodes = mailedCodes;
        this.pages = pages;
    }

    /// Where the code goes, for the pop-up of an account whose codes are mailed; else `null`.
    @Nullable MailedView mailed(PortalSession session, Visit visit) {
        return mailedCodes
                .ofStepUp(session, visit.now())
                .map(standing -> MailedView.of(standing, visit))
                .orElse(null);
    }

    /// "Send a code by email". What came of it, the pop-up shows.
    void send(PortalSession session, Visit visit) {
        mailedCodes.forStepUp(session, visit.source(), visit.now());
    }

    ErrorsView errors(ConfirmOutcome.Refused refused, Visit visit) {
        return switch (refused) {
            case ConfirmOutcome.WrongPassword _ ->
                    Errors.one("password", TextView.of("step-up.wrong"));
            case ConfirmOutcome.Wait(Instant until) ->
                    Errors.one("password", pages.passwordWait(visit, until));
            case ConfirmOutcome.CodeWait(Instant until) ->
                    Errors.one("code", pages.codeWait(visit, until));
            case ConfirmOutcome.WrongCode _ -> Errors.one("code", pages.wrongCode(visit));
            case ConfirmOutcome.CodeAlreadyUsed _ -> Errors.one("code", TextView.of("code.used"));
            case ConfirmOutcome.MalformedCode _ -> Errors.one("code", TextView.of("code.missing"));
            case ConfirmOutcome.UnderHardStop _ ->
                    Errors.one("code", TextView.of("step-up.hard-stop"));
        };
    }
}
