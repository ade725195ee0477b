package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.totp.OtpauthUri;
import dev.tollgate.factor.totp.PendingAuthenticator;
import dev.tollgate.factor.totp.QrCode;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.web.AuthenticatorSetupView.KeyView;
import dev.tollgate.web.AuthenticatorSetupView.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page with the QR code. Its address holds a random part, so that a stolen session cookie
/// alone does not fetch the secret.
@Controller
final class AuthenticatorController {

    private static final String PAGE = "redirect:/account/security";

    private final Enrolment enrolment;
    private final SecurityPage security;
    private final FactorActs acts;
    private final Accounts accounts;
    private final MessageSource texts;
    private final Pages pages;

    AuthenticatorController(
            Enrolment enrolment,
            SecurityPage security,
            FactorActs acts,
            Accounts accounts,
            MessageSource texts,
            Pages pages) {
        this.enrolment = enrolment;
        this.security = security;
        this.acts = acts;
        this.accounts = accounts;
        this.texts = texts;
        this.pages = pages;
    }

    /// The method was chosen: now, and not before, a secret is made.
    @PostMapping("/account/security/method")
    ModelAndView choose(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        ConfirmFor what =
                security.isOn(session.account()) ? ConfirmFor.CHANGE_METHOD : ConfirmFor.ENROL;
        return switch (new Form(request).text("method")) {
            case "authenticator" -> acts.begin(request, session, what, "");
            case "email" -> new ModelAndView("redirect:" + EmailMethodController.ADDRESS);
            default -> new ModelAndView(FactorActs.nextStep(what));
        };
    }

    @GetMapping("/account/security/authenticator/{handle}")
    ModelAndView show(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String handle) {
        return page(request, session, handle, ErrorsView.none(), HttpStatus.OK);
    }

    @PostMapping("/account/security/authenticator/{handle}")
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String handle) {
        Optional<Token> token = Token.parse(handle);
        if (token.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        Visit visit = Visit.of(request);
        Form form = new Form(request);
        Confirmation confirmation =
                enrolment.confirm(
                        token.get(),
                        session,
                        form.text("code"),
                        AuthenticatorName.of(form.text("name")),
                        visit.source(),
                        visit.now());
        return switch (confirmation) {
            case Confirmation.Enrolled enrolled -> {
                Cookies.SESSION.set(request, response, enrolled.session());
                yield enrolled(request, session, enrolled);
            }
            case Confirmation.WrongCode _ ->
                    refused(request, session, handle, pages.wrongCode(visit));
            case Confirmation.Malformed _ ->
                    refused(request, session, handle, TextView.of("code.missing"));
            case Confirmation.Exhausted _ ->
                    refused(request, session, handle, TextView.of("authenticator.too-many"));
            case Confirmation.Expired _ ->
                    page(request, session, handle, ErrorsView.none(), HttpStatus.GONE);
            case Confirmation.Gone _ -> new ModelAndView(PAGE);
        };
    }

    @PostMapping("/account/security/authenticator/{handle}/cancel")
    ModelAndView cancel(@AuthenticationPrincipal PortalSession session) {
        enrolment.cancel(session);
        return new ModelAndView(PAGE);
    }

    /// "Show a new QR code": the beginning again, with what of it is still confirmed.
    @PostMapping("/account/security/authenticator/{handle}/renew")
    ModelAndView renew(
            HttpServletRequest request,
            @AuthenticationPrincipal PortalSession session,
            @PathVariable String handle) {
        if (!security.isOn(session.account())) {
            return acts.begin(request, session, ConfirmFor.ENROL, "");
        }
        if (isMailed(session)) {
            return acts.begin(request, session, ConfirmFor.CHANGE_METHOD, "");
        }
        return Token.parse(handle)
                .flatMap(token -> enrolment.find(token, session))
                .map(PendingAuthenticator::replaces)
                .map(old -> acts.begin(request, session, ConfirmFor.REPLACE, old))
                .orElseGet(() -> acts.begin(request, session, ConfirmFor.ADD, ""));
    }

    private ModelAndView enrolled(
            HttpServletRequest request, PortalSession session, Confirmation.Enrolled enrolled) {
        List<RecoveryCode> codes = enrolled.codes();
        if (!codes.isEmpty()) {
            return acts.codes(request, session, codes, true);
        }
        String old = enrolled.replaces();
        return new ModelAndView(PAGE + "?edited" + (old == null ? "" : "&replaced&remove=" + old));
    }

    private ModelAndView refused(
            HttpServletRequest request, PortalSession session, String handle, TextView error) {
        return page(
                request,
                session,
                handle,
                Errors.one("code", error),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView page(
            HttpServletRequest request,
            PortalSession session,
            String handle,
            ErrorsView errors,
            HttpStatus status) {
        Optional<PendingAuthenticator> pending =
                Token.parse(handle).flatMap(token -> enrolment.find(token, session));
        if (pending.isEmpty()) {
            return new ModelAndView(PAGE);
        }
        Form form = new Form(request);
        AuthenticatorSetupView view =
                new AuthenticatorSetupView(
                        handle,
                        purpose(session, pending.get()),
                        key(session, pending.get(), Visit.of(request)),
                        form.has("manual"),
                        form.text("name"),
                        errors);
        return pages.page(request, "account-authenticator", view, status);
    }

    private Purpose purpose(PortalSession session, PendingAuthenticator pending) {
        if (!security.isOn(session.account())) {
            return Purpose.ENROL;
        }
        if (isMailed(session)) {
            return Purpose.CHANGE;
        }
        return pending.replaces() == null ? Purpose.ADD : Purpose.REPLACE;
    }

    private boolean isMailed(PortalSession session) {
        return security.method(session.account()).filter(Method.EMAIL::equals).isPresent();
    }

    private @Nullable KeyView key(
            PortalSession session, PendingAuthenticator pending, Visit visit) {
        if (pending.hasExpired(visit.now()) || pending.failures() >= Enrolment.WRONG_CODES) {
            return null;
        }
        Account account = accounts.get(session.account()).orElseThrow();
        OtpauthUri uri =
                OtpauthUri.of(pages.settings().pbxName(), account.username(), pending.secret());
        String label = texts.getMessage("authenticator.qr", new Object[0], Locale.ENGLISH);
        return new KeyView(
                QrCode.svg(uri.text(), label),
                uri.text(),
                pending.secret().grouped(),
                uri.account(),
                uri.issuer());
    }
}
