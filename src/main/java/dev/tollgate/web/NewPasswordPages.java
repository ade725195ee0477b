package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Demands;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// What the pages have in common on which somebody chooses a password: its rules, and, behind a
/// mailed link, the page itself.
@Component
final class NewPasswordPages {

    private static final int SHOWN_WORD = 4;

    private final Demands demands;
    private final Pages pages;

    NewPasswordPages(Demands demands, Pages pages) {
        this.demands = demands;
        this.pages = pages;
    }

    /// What stands under the field.
    PasswordRulesView rules(Account account, int shortest) {
        List<String> words =
                AccountForms.contextWords(account.username(), account.email(), pages.settings())
                        .stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .filter(word -> word.length() >= SHOWN_WORD)
                        .distinct()
                        .toList();
        return new PasswordRulesView(shortest, words);
    }

    /// The token that a link carries, or the form of its page.
    static Optional<Token> link(HttpServletRequest request) {
        return Token.parse(new Form(request).text("link"));
    }

    /// The page of the link that the request carries, where it has an owner.
    ///
    /// @param errors what is wrong with what was typed; none where nothing was
    ModelAndView page(
            HttpServletRequest request,
            String kind,
            Function<Token, Optional<Account>> owners,
            Predicate<Account> asksForCode,
            ErrorsView errors) {
        Optional<Token> link = link(request);
        Optional<Account> owner = link.flatMap(owners);
        if (owner.isEmpty()) {
            return gone(request, kind);
        }
        NewPasswordView view =
                new NewPasswordView(
                        kind,
                        request.getRequestURI(),
                        link.get().text(),
                        owner.get().username(),
                        asksForCode.test(owner.get()),
                        rules(
                                owner.get(),
                                demands.shortestPassword(owner.get(), Visit.of(request).now())),
                        errors);
        return pages.page(
                request,
                "new-password",
                view,
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /// The link does not work, or not any more.
    ModelAndView gone(HttpServletRequest request, String kind) {
        return pages.page(request, "link-gone", new LinkGoneView(kind), HttpStatus.GONE);
    }

    /// The login of somebody whose password has just been set.
    static ModelAndView toLogin(String username) {
        String address =
                UriComponentsBuilder.fromPath("/login")
                        .queryParam("why", "password-set")
                        .queryParam("username", "{name}")
                        .encode()
                        .buildAndExpand(username)
                        .toUriString();
        return new ModelAndView("redirect:" + address);
    }

    static ErrorsView errors(List<Problem> problems) {
        return Errors.of(problems, NewPasswordPages::fieldName);
    }

    static String fieldName(String field) {
        return field.equals("password") ? "newPassword" : field;
    }
}
