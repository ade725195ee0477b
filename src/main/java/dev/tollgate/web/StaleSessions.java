package dev.tollgate.web;

import dev.tollgate.session.StaleSessionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/// Where an account changed under a request, nothing was changed by it and its session is most
/// likely dead: back to the login, which leads on where it is not.
@ControllerAdvice
final class StaleSessions {

    @ExceptionHandler
    ModelAndView leadToLogin(StaleSessionException stale) {
        return new ModelAndView("redirect:/login?why=session-ended");
    }
}
