package dev.tollgate.web;

import dev.tollgate.notice.PortalEvent;
import dev.tollgate.setting.MailServers;
import dev.tollgate.system.EventsForm;
import dev.tollgate.web.EventsView.EventView;
import dev.tollgate.web.EventsView.GroupView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what the page "Event Notification" shows.
@Component
final class EventsPage {

    private final MailServers servers;
    private final Pages pages;

    EventsPage(MailServers servers, Pages pages) {
        this.servers = servers;
        this.pages = pages;
    }

    ModelAndView show(
            HttpServletRequest request,
            EventsForm form,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        EventsView view =
                new EventsView(
                        mail(),
                        Arrays.stream(PortalEvent.Group.values())
                                .map(group -> group(group, form))
                                .toList(),
                        form.version(),
                        sampled(request),
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "events", view, status);
    }

    private String mail() {
        if (!servers.isSet()) {
            return "NOT_SET";
        }
        return servers.provenAt().isPresent() ? "TESTED" : "NOT_TESTED";
    }

    /// Only the name of an event is ever written back into the page.
    private static @Nullable String sampled(HttpServletRequest request) {
        String name = request.getParameter("sampled");
        return Arrays.stream(PortalEvent.values())
                .map(Enum::name)
                .filter(event -> event.equals(name))
                .findFirst()
                .orElse(null);
    }

    private static GroupView group(PortalEvent.Group group, EventsForm form) {
        List<EventView> events =
                Arrays.stream(PortalEvent.values())
                        .filter(event -> event.group() == group)
                        .map(event -> event(event, Objects.requireNonNull(form.typed().get(event))))
                        .toList();
        return new GroupView(group.name(), events);
    }

    private static EventView event(PortalEvent event, EventsForm.Typed typed) {
        return new EventView(
                event.name(),
                event.level().name(),
                event.isAlwaysMailed(),
                typed.mailed(),
                typed.contacts());
    }
}
