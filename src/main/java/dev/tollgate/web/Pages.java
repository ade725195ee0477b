package dev.tollgate.web;

import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Puts a page together: a template, what it shows, and what surrounds it.
@Component
final class Pages {

    private final Shells shells;
    private final Settings settings;

    Pages(Shells shells, Settings settings) {
        this.shells = shells;
        this.settings = settings;
    }

    ModelAndView page(HttpServletRequest request, String template, Object view) {
        return page(request, template, view, HttpStatus.OK);
    }

    ModelAndView page(
            HttpServletRequest request, String template, Object view, HttpStatusCode status) {
        ModelAndView page = new ModelAndView(template, status);
        page.addObject("shell", shells.shell(request));
        page.addObject("view", view);
        prepareForms(request);
        return page;
    }

    /// A page whose status line says that the last act succeeded.
    ModelAndView edited(HttpServletRequest request, String template, Object view) {
        ModelAndView page = new ModelAndView(template);
        page.addObject("shell", shells.shell(request).with(TextView.of("status.edited")));
        page.addObject("view", view);
        prepareForms(request);
        return page;
    }

    /// How the owner of a session is addressed.
    String title(PortalSession session) {
        return shells.title(session);
    }

    /// After how many minutes without activity a session ends.
    String idleMinutes() {
        return String.valueOf(shells.idleLimit().toMinutes());
    }

    Moments moments(Visit visit) {
        return new Moments(settings.current().timeZone(), visit.now());
    }

    PortalSettings settings() {
        return settings.current();
    }

    /// M3: what to look at when a code is not right.
    TextView wrongCode(Visit visit) {
        PortalSettings portal = settings.current();
        return TextView.of(
                "code.wrong",
                portal.pbxName(),
                new Moments(portal.timeZone(), visit.now()).seconds(visit.now()));
    }

    /// M5: until when no code is looked at.
    TextView codeWait(Visit visit, Instant until) {
        PortalSettings portal = settings.current();
        String time = new Moments(portal.timeZone(), visit.now()).clock(roundedUp(until));
        return portal.helpContact().isEmpty()
                ? TextView.of("code.wait-no-contact", time)
                : TextView.of("code.wait", time, portal.helpContact());
    }

    /// M2 in words, for places without a countdown.
    TextView passwordWait(Visit visit, Instant until) {
        long seconds = seconds(visit, until);
        return TextView.of("login.wait", "%d:%02d".formatted(seconds / 60, seconds % 60));
    }

    /// Whole seconds to wait, at least one.
    static long seconds(Visit visit, Instant until) {
        return Math.max(1, Duration.between(visit.now(), until.plusMillis(999)).toSeconds());
    }

    /// Sets the cookie of the CSRF token before the page begins to be written, when it would be too
    /// late. Answers without forms set none.
    private static void prepareForms(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }

    private static Instant roundedUp(Instant until) {
        return until.plusSeconds(59);
    }
}
