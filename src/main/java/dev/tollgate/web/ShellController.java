package dev.tollgate.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// The small things of every page: theme, help, staying logged in.
@Controller
final class ShellController {

    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Pages pages;

    ShellController(Pages pages) {
        this.pages = pages;
    }

    @PostMapping("/account/theme")
    ModelAndView theme(HttpServletRequest request, HttpServletResponse response) {
        String theme = new Form(request).text("theme");
        if (Shells.isTheme(theme)) {
            Cookies.THEME.setFor(request, response, theme, A_YEAR);
        }
        return new ModelAndView("redirect:/");
    }

    /// Any request of the owner's is activity; this one is nothing else.
    @PostMapping("/account/stay")
    ResponseEntity<Void> stay() {
        return new ResponseEntity<>(HttpStatus.NO_CONTENT);
    }

    @GetMapping("/help/two-factor-authentication")
    ModelAndView help(HttpServletRequest request) {
        return pages.page(request, "help-two-factor-authentication", "");
    }
}
