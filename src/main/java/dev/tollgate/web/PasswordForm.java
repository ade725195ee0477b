package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.PasswordRules;
import dev.tollgate.account.Problem;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The form that changes the own password, on whichever page it stands.
@Component
final class PasswordForm {

    private final PasswordChanges changes;
    private final Accounts accounts;
    private final SecondFactors factors;
    private final NewPasswordPages passwordPages;
    private final Pages pages;

    PasswordForm(
            PasswordChanges changes,
            Accounts accounts,
            SecondFactors factors,
            NewPasswordPages passwordPages,
            Pages pages) {
        this.changes = changes;
        this.accounts = accounts;
        this.factors = factors;
        this.passwordPages = passwordPages;
        this.pages = pages;
    }

    /// Does what was posted.
    ///
    /// @param done where to go once the password is changed
    /// @param again makes the page that shows the form with its errors
    ModelAndView submit(
            HttpServletRequest request,
            HttpServletResponse response,
            PortalSession session,
            String done,
            BiFunction<ErrorsView, HttpStatus, ModelAndView> again) {
        PasswordChange change;
        try {
            change = change(request, session);
        } catch (HashingBusyException e) {
            HttpStatus busy = HttpStatus.SERVICE_UNAVAILABLE;
            return Busy.answer(e, response, "newPassword", errors -> again.apply(errors, busy));
        }
        return switch (change) {
            case PasswordChange.Changed(Token renewed, List<Keepsake> keepsakes) -> {
                Cookies.SESSION.set(request, response, renewed);
                KeptCookies.set(request, response, keepsakes);
                yield new ModelAndView("redirect:" + done + "?edited");
            }
            case PasswordChange.Invalid(List<Problem> problems) ->
                    again.apply(
                            NewPasswordPages.errors(problems), HttpStatus.UNPROCESSABLE_CONTENT);
            case PasswordChange.WrongCurrent _ ->
                    again.apply(
                            Errors.one(
                                    "currentPassword",
                                    TextView.of("account-password.current-wrong")),
                            HttpStatus.UNPROCESSABLE_CONTENT);
            case PasswordChange.Wait(Instant until) ->
                    again.apply(
                            Errors.one(
                                    session.mustChangePassword()
                                            ? "newPassword"
                                            : "currentPassword",
                                    pages.passwordWait(Visit.of(request), until)),
                            HttpStatus.TOO_MANY_REQUESTS);
            case PasswordChange.SessionEnded _ -> PasswordController.ended(request, response);
        };
    }

    AccountPasswordView view(PortalSession session, ErrorsView errors) {
        Account account = accounts.get(session.account()).orElseThrow();
        int shortest =
                session.demanded() ? PasswordRules.MIN_WITH_SECOND_FACTOR : PasswordRules.MIN_ALONE;
        return new AccountPasswordView(
                session.username(),
                session.mustChangePassword(),
                account.issuedUntil() != null,
                factors.of(session.account()).isPresent(),
                passwordPages.rules(account, shortest),
                errors);
    }

    private PasswordChange change(HttpServletRequest request, PortalSession session) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        PasswordChanges.Typed typed =
                new PasswordChanges.Typed(
                        form.secret("currentPassword"),
                        form.secret("newPassword"),
                        form.secret("confirmPassword"));
        return session.mustChangePassword()
                ? changes.changeIssued(session, typed, visit.source(), visit.now())
                : changes.change(session, typed, visit.source(), visit.now());
    }
}
