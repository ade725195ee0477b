package dev.tollgate.web;

import dev.tollgate.kernel.Token;
import dev.tollgate.login.EmailChanges;
import dev.tollgate.login.EmailConfirming;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// What is mailed to a new address: a page with one button.
@Controller
final class ConfirmEmailController {

    private static final String KIND = "email";

    private final EmailChanges changes;
    private final NewPasswordPages linkPages;
    private final Pages pages;

    ConfirmEmailController(EmailChanges changes, NewPasswordPages linkPages, Pages pages) {
        this.changes = changes;
        this.linkPages = linkPages;
        this.pages = pages;
    }

    @GetMapping("/confirm-email")
    ModelAndView show(HttpServletRequest request) {
        Optional<EmailChanges.Asked> asked = asked(request);
        return asked.isEmpty()
                ? linkPages.gone(request, KIND)
                : page(request, "ask", new Form(request).text("link"), asked.get());
    }

    @PostMapping("/confirm-email")
    ModelAndView confirm(HttpServletRequest request) {
        Optional<Token> link = NewPasswordPages.link(request);
        Optional<EmailChanges.Asked> asked = asked(request);
        if (link.isEmpty() || asked.isEmpty()) {
            return linkPages.gone(request, KIND);
        }
        Visit visit = Visit.of(request);
        return switch (changes.confirm(link.get(), visit.source(), visit.now())) {
            case EmailConfirming.Confirmed _ -> page(request, "confirmed", "", asked.get());
            case EmailConfirming.Taken _ -> page(request, "taken", "", asked.get());
            case EmailConfirming.Gone _ -> linkPages.gone(request, KIND);
        };
    }

    private Optional<EmailChanges.Asked> asked(HttpServletRequest request) {
        return NewPasswordPages.link(request)
                .flatMap(link -> changes.asked(link, Visit.of(request).now()));
    }

    private ModelAndView page(
            HttpServletRequest request, String state, String link, EmailChanges.Asked asked) {
        ConfirmEmailView view =
                new ConfirmEmailView(
                        state, link, asked.kind().name(), asked.username(), asked.address());
        boolean taken = state.equals("taken");
        return pages.page(
                request, "confirm-email", view, taken ? HttpStatus.CONFLICT : HttpStatus.OK);
    }
}
