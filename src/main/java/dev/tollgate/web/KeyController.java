package dev.tollgate.web;

import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.system.KeyCopies;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Back up the key": why, where it is, and the word that it is done.
@Controller
final class KeyController {

    static final String PAGE = "/settings/preferences/key";

    private final KeyCopies copies;
    private final ExtensionPages extensionPages;
    private final Pages pages;

    KeyController(KeyCopies copies, ExtensionPages extensionPages, Pages pages) {
        this.copies = copies;
        this.extensionPages = extensionPages;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request) {
        KeyView view = new KeyView(copies.current(), copies.place(), copies.areKept());
        return pages.page(request, "key", view);
    }

    /// A key that was turned meanwhile is shown anew.
    @PostMapping(PAGE)
    ModelAndView keep(HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Visit visit = Visit.of(request);
        String key = new Form(request).text("key");
        return switch (copies.keep(session, key, visit.source(), visit.now())) {
            case Administered.Done<Boolean> _ -> new ModelAndView("redirect:" + PAGE);
            case Administered.Refused<Boolean>(Administered.Why why) ->
                    extensionPages.refused(request, PAGE, why);
        };
    }
}
