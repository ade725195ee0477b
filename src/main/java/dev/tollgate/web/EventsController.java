package dev.tollgate.web;

import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.EventSettings.Pace;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.SavedEvents;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.system.EventAdministration;
import dev.tollgate.system.EventAdministration.Sample;
import dev.tollgate.system.EventsForm;
import dev.tollgate.web.ExtensionStepUps.Question;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// "System" > "Event Notification".
@Controller
final class EventsController {

    private static final String PAGE = "/system/events";
    private static final List<String> FIELDS = fields();

    private final EventSettings settings;
    private final EventAdministration events;
    private final EventsPage page;
    private final ExtensionStepUps stepUps;
    private final ExtensionPages refusals;
    private final LastChange lastChange;

    EventsController(
            EventSettings settings,
            EventAdministration events,
            EventsPage page,
            ExtensionStepUps stepUps,
            ExtensionPages refusals,
            LastChange lastChange) {
        this.settings = settings;
        this.events = events;
        this.page = page;
        this.stepUps = stepUps;
        this.refusals = refusals;
        this.lastChange = lastChange;
    }

    @GetMapping(PAGE)
    ModelAndView show(HttpServletRequest request) {
        return page.show(request, saved(), null, ErrorsView.none());
    }

    @PostMapping(PAGE)
    ModelAndView save(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        EventsForm typed = read(new Form(request));
        return switch (typed.parse()) {
            case EventsForm.Parsed.Invalid(List<Problem> problems) ->
                    page.show(request, typed, null, Errors.of(problems));
            case EventsForm.Parsed.Valid(SavedEvents wanted) ->
                    stepUps.pass(
                            new Question(
                                    request,
                                    response,
                                    session,
                                    Purpose.CHANGE_PORTAL,
                                    TextView.of("events.step-up-save"),
                                    FIELDS,
                                    ask -> page.show(request, typed, ask, ErrorsView.none())),
                            stepUp -> save(request, stepUp, typed, wanted));
        };
    }

    @PostMapping(PAGE + "/sample")
    ModelAndView sample(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal PortalSession session) {
        PortalEvent event = event(new Form(request).text("event"));
        return stepUps.pass(
                new Question(
                        request,
                        response,
                        session,
                        Purpose.CHANGE_PORTAL,
                        TextView.of("events.step-up-sample"),
                        List.of("event"),
                        ask -> page.show(request, saved(), ask, ErrorsView.none())),
                stepUp -> sample(request, response, stepUp, event));
    }

    private ModelAndView save(
            HttpServletRequest request, StepUp stepUp, EventsForm typed, SavedEvents wanted) {
        Visit visit = Visit.of(request);
        return refusals.after(
                request,
                PAGE,
                events.save(stepUp, wanted, visit.source(), visit.now()),
                done -> done ? back("?edited") : changedMeanwhile(request, typed));
    }

    /// What was typed stays, over what somebody else has saved: saving again is meant.
    private ModelAndView changedMeanwhile(HttpServletRequest request, EventsForm typed) {
        EventsForm again = new EventsForm(settings.saved().version(), typed.typed());
        TextView text = lastChange.of(request, Kind.EVENTS_CHANGED);
        return page.show(request, again, null, Errors.one("version", text));
    }

    private ModelAndView sample(
            HttpServletRequest request,
            HttpServletResponse response,
            StepUp stepUp,
            PortalEvent event) {
        Visit visit = Visit.of(request);
        return refusals.after(
                request,
                PAGE,
                events.sample(stepUp, event, visit.source(), visit.now()),
                outcome ->
                        switch (outcome) {
                            case Sample.SENT -> back("?sampled=" + event.name());
                            case Sample.TO_NOBODY ->
                                    refused(request, event, TextView.of("events.to-nobody"));
                            case Sample.TOO_SOON -> tooSoon(request, response, event);
                        });
    }

    private ModelAndView tooSoon(
            HttpServletRequest request, HttpServletResponse response, PortalEvent event) {
        String seconds = String.valueOf(Pace.SAMPLE.interval().toSeconds());
        response.setHeader("Retry-After", seconds);
        ModelAndView answer = refused(request, event, TextView.of("events.too-soon", seconds));
        answer.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return answer;
    }

    private ModelAndView refused(HttpServletRequest request, PortalEvent event, TextView why) {
        return page.show(request, saved(), null, Errors.one(EventsForm.field(event), why));
    }

    private EventsForm saved() {
        return EventsForm.of(settings.saved());
    }

    private static EventsForm read(Form form) {
        Map<PortalEvent, EventsForm.Typed> typed = new EnumMap<>(PortalEvent.class);
        for (PortalEvent event : PortalEvent.values()) {
            typed.put(
                    event,
                    new EventsForm.Typed(
                            form.has(mailedField(event)), form.text(EventsForm.field(event))));
        }
        return new EventsForm(form.version(), typed);
    }

    private static PortalEvent event(String name) {
        return Arrays.stream(PortalEvent.values())
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ModelAndView back(String more) {
        return new ModelAndView("redirect:" + PAGE + more);
    }

    private static String mailedField(PortalEvent event) {
        return "mailed-" + event.name();
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>(List.of("version"));
        for (PortalEvent event : PortalEvent.values()) {
            fields.add(mailedField(event));
            fields.add(EventsForm.field(event));
        }
        return List.copyOf(fields);
    }
}
