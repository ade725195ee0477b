package dev.tollgate.web;

import dev.tollgate.kernel.RandomSource;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Every refusal and failure in words: what happened, what to do, and the way home. It repeats
/// nothing of what the request said, and needs no database, which may be what has failed.
@Controller
final class FailureController implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(FailureController.class);
    private static final int REFERENCE_BYTES = 4;
    private static final String RETRY_SECONDS = "5";

    private final RandomSource random;

    FailureController(RandomSource random) {
        this.random = random;
    }

    @RequestMapping("/error")
    ModelAndView show(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(SetUpGate.WAITING) != null) {
            return page("setup-waiting", "", HttpStatus.SERVICE_UNAVAILABLE);
        }
        HttpStatus status = status(request);
        String reference = HexFormat.of().formatHex(random.bytes(REFERENCE_BYTES));
        // Never the address: it may hold the random part that opens a page.
        if (status.is5xxServerError()) {
            log.error("failure {}: {} at {}", reference, status, method(request), cause(request));
        } else {
            log.info("refusal {}: {} at {}", reference, status, method(request));
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        ErrorView view =
                new ErrorView(
                        ErrorView.nearest(status.value()),
                        request.getAttribute(WebAttributes.ACCESS_DENIED_403)
                                instanceof CsrfException,
                        reference);
        return page("error", view, status);
    }

    private static ModelAndView page(String template, Object view, HttpStatus status) {
        ModelAndView page = new ModelAndView(template, status);
        page.addObject("shell", ShellView.bare());
        page.addObject("view", view);
        return page;
    }

    /// What the container noted, unless the cause says that an outside system is down.
    private static HttpStatus status(HttpServletRequest request) {
        if (Outages.isOutage(cause(request))) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // Without a code somebody has opened the address of this page itself.
        return code instanceof Integer number
                ? Optional.ofNullable(HttpStatus.resolve(number))
                        .orElse(HttpStatus.INTERNAL_SERVER_ERROR)
                : HttpStatus.NOT_FOUND;
    }

    /// The method of the request that failed; this page itself is always read.
    private static Object method(HttpServletRequest request) {
        Object method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
        return method == null ? request.getMethod() : method;
    }

    private static @Nullable Throwable cause(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
                ? thrown
                : null;
    }
}
