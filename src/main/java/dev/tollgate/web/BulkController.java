package dev.tollgate.web;

import dev.tollgate.account.Role;
import dev.tollgate.extension.BulkAct;
import dev.tollgate.extension.BulkActs;
import dev.tollgate.extension.BulkActs.Start;
import dev.tollgate.extension.BulkOrder;
import dev.tollgate.extension.BulkPreview;
import dev.tollgate.extension.BulkSelection;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Token;
import dev.tollgate.policy.RollOut;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Acts on the ticked extensions, or on all that match the filter: a preview, then a job.
@Controller
final class BulkController {

    private static final List<String> FIELDS =
            List.of(
                    "act",
                    "numbers",
                    "all",
                    "search",
                    "role",
                    "twoFactor",
                    "status",
                    "given",
                    "reason",
                    "expected",
                    "chosen",
                    "page");

    private final BulkActs bulk;
    private final RollOut rollOut;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages extensionPages;
    private final Pages pages;
    private final RandomSource random;

    BulkController(
            BulkActs bulk,
            RollOut rollOut,
            ExtensionStepUps stepUps,
            ExtensionPages extensionPages,
            Pages pages,
            RandomSource random) {
        this.bulk = bulk;
        this.rollOut = rollOut;
        this.stepUps = stepUps;
        this.extensionPages = extensionPages;
        this.pages = pages;
        this.random = random;
    }

    @PostMapping("/extensions/bulk")
    ModelAndView preview(
            HttpServletRequest request, @AuthenticationPrincipal PortalSession session) {
        Asked asked = asked(request, session);
        BulkPreview preview = bulk.preview(session, asked.order(), asked.selection());
        return page(asked, preview, false, null, ErrorsView.none());
    }

    @PostMapping("/extensions/bulk/start")
    ModelAndView start(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        Asked asked = asked(request, session);
        BulkPreview preview = bulk.preview(session, asked.order(), asked.selection());
        if (asked.order().act() == BulkAct.ROLE && asked.order().given() == null) {
            return page(asked, preview, false, null, error("given", "bulk.role-missing"));
        }
        if (asked.order().act().needsReason() && asked.order().reason().isEmpty()) {
            return page(asked, preview, false, null, error("reason", "bulk.reason-missing"));
        }
        Question question =
                new Question(
                        request,
                        response,
                        session,
                        TextView.of(
                                "bulk-step-up." + asked.order().act(),
                                String.valueOf(preview.reached())),
                        FIELDS,
                        ask -> page(asked, preview, false, ask, ErrorsView.none()));
        return stepUps.pass(question, stepUp -> start(asked, stepUp));
    }

    private ModelAndView start(Asked asked, StepUp stepUp) {
        Visit visit = Visit.of(asked.request());
        Form form = new Form(asked.request());
        Start start =
                bulk.start(
                        stepUp,
                        asked.order(),
                        asked.selection(),
                        new BulkActs.Seen(pageOf(form), expected(form), form.text("chosen")),
                        visit.source(),
                        visit.now());
        return switch (start) {
            case Start.Started(String job) -> new ModelAndView("redirect:/jobs/" + job);
            case Start.Changed(BulkPreview preview) ->
                    page(asked, preview, true, null, ErrorsView.none());
            case Start.ReasonMissing _ ->
                    throw new AssertionError("the page has asked for the reason");
        };
    }

    private ModelAndView page(
            Asked asked,
            BulkPreview preview,
            boolean changed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        BulkOrder order = asked.order();
        List<BulkView.LeftOut> leftOut =
                preview.leftOut().entrySet().stream()
                        .map(entry -> new BulkView.LeftOut(entry.getKey(), entry.getValue()))
                        .toList();
        List<String> roles =
                order.act() == BulkAct.ROLE
                        ? BulkActs.givable(asked.session()).stream().map(Role::name).toList()
                        : List.of();
        BulkView view =
                new BulkView(
                        order.act().name(),
                        preview.total(),
                        preview.reached(),
                        preview.chosen(),
                        leftOut,
                        preview.letters(),
                        preview.tooMany(),
                        roles,
                        pageOf(new Form(asked.request())).text(),
                        typed(asked),
                        changed,
                        stepUp,
                        errors);
        boolean wrong = changed || !errors.byField().isEmpty();
        return pages.page(
                asked.request(),
                "bulk",
                view,
                wrong ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    private static BulkView.Typed typed(Asked asked) {
        Form form = new Form(asked.request());
        Role given = asked.order().given();
        List<String> numbers =
                switch (asked.selection()) {
                    case BulkSelection.Ticked(List<String> ticked) -> ticked;
                    case BulkSelection.Matching _ -> List.of();
                };
        return new BulkView.Typed(
                String.join(",", numbers),
                form.has("all"),
                form.text("search"),
                form.text("role"),
                form.text("twoFactor"),
                form.text("status"),
                given == null ? "" : given.name(),
                asked.order().reason());
    }

    private Asked asked(HttpServletRequest request, PortalSession session) {
        Form form = new Form(request);
        BulkAct act =
                ExtensionsController.chosen(BulkAct.values(), form.text("act"))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        Role given =
                BulkActs.givable(session).stream()
                        .filter(role -> role.name().equals(form.text("given")))
                        .findFirst()
                        .orElse(null);
        BulkOrder order = new BulkOrder(act, given, form.text("reason"));
        return new Asked(request, session, order, selection(form));
    }

    /// The list sends ticks or its filter; the roll-out page sends `missing` and its own.
    private BulkSelection selection(Form form) {
        if (form.has("all")) {
            return new BulkSelection.Matching(extensionPages.query(form.request()));
        }
        return new BulkSelection.Ticked(
                form.has("missing")
                        ? rollOut.forLetters(RollOutController.query(form), BulkActs.MOST + 1)
                        : numbers(form));
    }

    /// From the ticks of the list, or from the page that came of a selection.
    private static List<String> numbers(Form form) {
        String[] ticked = form.request().getParameterValues("number");
        List<String> numbers =
                ticked == null
                        ? Arrays.asList(form.text("numbers").split(",", -1))
                        : Arrays.asList(ticked);
        return numbers.stream().filter(number -> number.matches("[0-9]{1,15}")).distinct().toList();
    }

    /// The same from the first look at it to the start, however often it is shown in between.
    private Token pageOf(Form form) {
        return Token.parse(form.text("page")).orElseGet(() -> Token.random(random));
    }

    private static int expected(Form form) {
        String typed = form.text("expected");
        return typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : -1;
    }

    private static ErrorsView error(String field, String key) {
        return Errors.one(field, TextView.of(key));
    }

    private record Asked(
            HttpServletRequest request,
            PortalSession session,
            BulkOrder order,
            BulkSelection selection) {}
}
