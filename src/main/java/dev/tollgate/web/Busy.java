package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/// The answer to a form whose password nobody had time to check: the form comes back with what was
/// typed, but for passwords and codes, and says when to try again.
final class Busy {

    private Busy() {}

    /// @param field at which it is said
    /// @param form makes the page with the form
    static ModelAndView answer(
            HashingBusyException why,
            HttpServletResponse response,
            String field,
            Function<ErrorsView, ModelAndView> form) {
        String seconds = String.valueOf(why.retryAfter().toSeconds());
        ModelAndView page = form.apply(Errors.one(field, TextView.of("login.busy", seconds)));
        page.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
        return page;
    }
}
