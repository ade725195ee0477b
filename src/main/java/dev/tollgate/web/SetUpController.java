package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.PasswordRules;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.FirstLogin;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.PortalSettings.Parsed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The wizard of the first start: one link, one page.
@Controller
final class SetUpController {

    private final FirstSetUp setUp;
    private final AccountForms forms;
    private final Accounts accounts;
    private final FirstLogin firstLogin;
    private final Pages pages;

    SetUpController(
            FirstSetUp setUp,
            AccountForms forms,
            Accounts accounts,
            FirstLogin firstLogin,
            Pages pages) {
        this.setUp = setUp;
        this.forms = forms;
        this.accounts = accounts;
        this.firstLogin = firstLogin;
        this.pages = pages;
    }

    @GetMapping("/setup")
    ModelAndView show(HttpServletRequest request) {
        Optional<Token> link = link(request);
        if (link.isEmpty()) {
            return gone(request);
        }
        PortalSettings initial = PortalSettings.initial(address(request), ZoneId.systemDefault());
        SetupView.FormView form =
                new SetupView.FormView(
                        initial.pbxName(),
                        initial.portalAddress().toString(),
                        initial.timeZone().getId(),
                        "",
                        "");
        return page(request, link.get(), form, ErrorsView.none(), HttpStatus.OK);
    }

    @PostMapping("/setup")
    ModelAndView complete(HttpServletRequest request, HttpServletResponse response) {
        Optional<Token> link = link(request);
        if (link.isEmpty()) {
            return gone(request);
        }
        Form form = new Form(request);
        Parsed settings =
                PortalSettings.parse(
                        form.text("pbxName"), form.text("portalAddress"), form.text("timeZone"));
        NewAccount wanted =
                new NewAccount(
                        form.text("username"),
                        form.text("email"),
                        form.secret("password"),
                        form.secret("confirmPassword"),
                        Role.SUPER_ADMINISTRATOR);
        List<Problem> problems = problems(settings, wanted, request);
        if (settings instanceof Parsed.Valid(PortalSettings chosen) && problems.isEmpty()) {
            return complete(request, response, link.get(), wanted, chosen);
        }
        return again(request, link.get(), Errors.of(problems));
    }

    /// What was typed stays, but for the passwords.
    private ModelAndView again(HttpServletRequest request, Token link, ErrorsView errors) {
        Form form = new Form(request);
        return page(
                request,
                link,
                new SetupView.FormView(
                        form.text("pbxName"),
                        form.text("portalAddress"),
                        form.text("timeZone"),
                        form.text("username"),
                        form.text("email")),
                errors,
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView complete(
            HttpServletRequest request,
            HttpServletResponse response,
            Token link,
            NewAccount wanted,
            PortalSettings chosen) {
        Visit visit = Visit.of(request);
        HashedPassword password;
        try {
            password = accounts.hash(wanted.password());
        } catch (HashingBusyException e) {
            return Busy.answer(e, response, "password", errors -> again(request, link, errors));
        }
        Optional<Account> made =
                setUp.complete(link, wanted, password, chosen, visit.source(), visit.now());
        if (made.isEmpty()) {
            return gone(request);
        }
        PasswordOutcome.SignedIn signedIn =
                firstLogin.open(made.get(), visit.source(), visit.now());
        KeptCookies.set(request, response, signedIn.keepsakes());
        return LoginController.signedIn(
                request, response, signedIn.session(), "/account/security?step=method&first");
    }

    private List<Problem> problems(Parsed settings, NewAccount wanted, HttpServletRequest request) {
        List<Problem> problems = new ArrayList<>();
        PortalSettings context = PortalSettings.initial(address(request), ZoneId.systemDefault());
        switch (settings) {
            case Parsed.Valid(PortalSettings chosen) -> context = chosen;
            case Parsed.Invalid(List<PortalSettings.Problem> found) ->
                    found.forEach(problem -> problems.add(problem(problem)));
        }
        problems.addAll(forms.problems(wanted, context));
        return problems;
    }

    static Problem problem(PortalSettings.Problem problem) {
        return switch (problem) {
            case PBX_NAME -> new Problem("pbxName", "setup.pbx-name-wrong", "");
            case PORTAL_ADDRESS -> new Problem("portalAddress", "setup.portal-address-wrong", "");
            case TIME_ZONE -> new Problem("timeZone", "setup.time-zone-wrong", "");
            case HELP_CONTACT -> new Problem("helpContact", "preferences.contact-wrong", "");
            case HEADER_COLOUR -> new Problem("headerColour", "preferences.colour-wrong", "");
        };
    }

    private Optional<Token> link(HttpServletRequest request) {
        return Token.parse(new Form(request).text("link")).filter(setUp::isCurrent);
    }

    private ModelAndView page(
            HttpServletRequest request,
            Token link,
            SetupView.FormView form,
            ErrorsView errors,
            HttpStatus status) {
        String host = String.valueOf(address(request).getHost()).toLowerCase(Locale.ROOT);
        SetupView view =
                new SetupView(
                        link.text(),
                        form,
                        PortalSettings.timeZones(),
                        new PasswordRulesView(PasswordRules.MIN_ALONE, List.of("tollgate", host)),
                        errors);
        return pages.page(request, "setup", view, status);
    }

    private ModelAndView gone(HttpServletRequest request) {
        return pages.page(request, "setup-gone", "", HttpStatus.GONE);
    }

    /// Where the wizard was opened: the administrator sees it in the form and can change it before
    /// it becomes a setting. Nothing else ever looks at the Host header.
    private static URI address(HttpServletRequest request) {
        boolean usual = request.getServerPort() == (request.isSecure() ? 443 : 80);
        String text =
                request.getScheme()
                        + "://"
                        + request.getServerName()
                        + (usual ? "" : ":" + request.getServerPort());
        return switch (PortalSettings.parse("-", text, "UTC")) {
            case Parsed.Valid(PortalSettings parsed) -> parsed.portalAddress();
            case Parsed.Invalid _ -> URI.create("http://127.0.0.1:8080");
        };
    }
}
