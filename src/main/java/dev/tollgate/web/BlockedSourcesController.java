package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.session.PortalSession;
import dev.tollgate.system.SecurityRules;
import dev.tollgate.throttle.BlockedSource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "Security" > "Security Rules" > "Blocked IPs".
@Controller
final class BlockedSourcesController {

    private static final Pattern SOURCE = Pattern.compile("[0-9A-Fa-f.:/]{1,64}");
    private static final String PAGE = "/security/rules";

    private static final int NAMES = 3;

    private final SecurityRules rules;
    private final ExtensionPages refusals;
    private final Pages pages;

    BlockedSourcesController(SecurityRules rules, ExtensionPages refusals, Pages pages) {
        this.rules = rules;
        this.refusals = refusals;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    ModelAndView list(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Form form = new Form(request);
        Visit visit = Visit.of(request);
        Moments moments = pages.moments(visit);
        SecurityRules.Page page =
                rules.blocked(form.text("search"), form.text("after"), visit.now());
        BlockedView view =
                new BlockedView(
                        session.role().has(Permission.UNLOCK_ACCOUNTS),
                        session.role().has(Permission.CHANGE_RULES),
                        page.search(),
                        page.rows().stream().map(found -> row(found, visit, moments)).toList(),
                        page.total(),
                        page.next());
        return pages.page(request, "rules-blocked", view);
    }

    @GetMapping("/security/rules/blocked/delete")
    ModelAndView ask(HttpServletRequest request) {
        Visit visit = Visit.of(request);
        BlockedSource blocked =
                rules.blocked(source(request), visit.now())
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        MomentView until = pages.moments(visit).of(blocked.until());
        return pages.page(request, "rules-release", new ReleaseView(blocked.source(), until));
    }

    /// A block that has ended meanwhile is what was wanted.
    @PostMapping("/security/rules/blocked/delete")
    ModelAndView delete(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        String source = source(request);
        return refusals.after(
                request,
                PAGE,
                rules.release(session, source, visit.source(), visit.now()),
                _ -> new ModelAndView("redirect:" + PAGE + "?edited"));
    }

    /// What a source cannot be called is none, and is asked of no database: not each takes a NUL.
    private static String source(HttpServletRequest request) {
        String typed = new Form(request).text("source");
        return SOURCE.matcher(typed).matches() ? typed : "";
    }

    private static BlockedView.Row row(SecurityRules.Blocked found, Visit visit, Moments moments) {
        BlockedSource blocked = found.source();
        return new BlockedView.Row(
                blocked.source(),
                why(blocked),
                found.names().stream().limit(NAMES).toList(),
                moments.of(blocked.since()),
                moments.of(blocked.until()),
                blocked.source().equals(visit.source().subject()));
    }

    private static TextView why(BlockedSource blocked) {
        String failures = String.valueOf(blocked.failures());
        return blocked.times() == 1
                ? TextView.of("rules.why", failures)
                : TextView.of("rules.why-again", failures, String.valueOf(blocked.times()));
    }
}
