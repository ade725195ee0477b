package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The pop-up "Password" over the pages of an extension: opens it, reads it, and lets the act go
/// on.
@Component
final class ExtensionStepUps {

    private final Confirmations confirmations;
    private final SecurityPage security;
    private final StepUps stepUps;

    ExtensionStepUps(Confirmations confirmations, SecurityPage security, StepUps stepUps) {
        this.confirmations = confirmations;
        this.security = security;
        this.stepUps = stepUps;
    }

    /// Does the act where a step-up is fresh, or has just been typed into the pop-up; else opens
    /// the pop-up over the page, which keeps what its form holds.
    ModelAndView pass(Question question, Function<StepUp, ModelAndView> then) {
        return ask(
                question,
                current -> current.map(then).orElseGet(() -> open(question, ErrorsView.none())));
    }

    /// The same where the act itself knows whether a step-up is due: it is tried with what there
    /// is, and answers empty where that is not enough.
    ModelAndView tryWith(
            Question question, Function<Optional<StepUp>, Optional<ModelAndView>> attempt) {
        return ask(
                question,
                current ->
                        attempt.apply(current).orElseGet(() -> open(question, ErrorsView.none())));
    }

    private ModelAndView ask(Question question, Function<Optional<StepUp>, ModelAndView> then) {
        Form form = new Form(question.request());
        Visit visit = Visit.of(question.request());
        PortalSession session = question.session();
        if (form.has("cancel")) {
            return question.page().apply(null);
        }
        if (form.has("send")) {
            stepUps.send(session, visit);
            return open(question, ErrorsView.none());
        }
        if (!form.has("password")) {
            return then.apply(confirmations.current(session, question.purpose(), visit.now()));
        }
        ConfirmOutcome outcome;
        try {
            outcome =
                    confirmations.confirm(
                            session,
                            question.purpose(),
                            form.secret("password"),
                            form.text("code"),
                            visit.source(),
                            visit.now());
        } catch (HashingBusyException e) {
            return Busy.answer(
                    e, question.response(), "password", errors -> open(question, errors));
        }
        return switch (outcome) {
            case ConfirmOutcome.Confirmed(StepUp stepUp) -> then.apply(Optional.of(stepUp));
            case ConfirmOutcome.SessionEnded _ ->
                    PasswordController.ended(question.request(), question.response());
            case ConfirmOutcome.Refused refused -> open(question, stepUps.errors(refused, visit));
        };
    }

    private ModelAndView open(Question question, ErrorsView errors) {
        Form form = new Form(question.request());
        Map<String, String> kept = new LinkedHashMap<>();
        for (String field : question.fields()) {
            if (form.has(field)) {
                kept.put(field, form.text(field));
            }
        }
        MailedView mailed = stepUps.mailed(question.session(), Visit.of(question.request()));
        return question.page()
                .apply(
                        new ExtensionAskView(
                                question.request().getRequestURI(),
                                question.sentence(),
                                question.session().username(),
                                security.isOn(question.session().account()),
                                mailed,
                                kept,
                                mailed == null ? errors : errors.forMail()));
    }

    /// What may have to be confirmed.
    ///
    /// @param fields of the form under the pop-up
    /// @param page the page with that form, with the pop-up or, for `null`, without
    record Question(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            Purpose purpose,
            TextView sentence,
            List<String> fields,
            Function<@Nullable ExtensionAskView, ModelAndView> page) {

        /// An act on an extension.
        Question(
                HttpServletRequest request,
                HttpServletResponse response,
                PortalSession session,
                TextView sentence,
                List<String> fields,
                Function<@Nullable ExtensionAskView, ModelAndView> page) {
            this(request, response, session, Purpose.MANAGE_EXTENSION, sentence, fields, page);
        }
    }
}
