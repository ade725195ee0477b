package dev.tollgate.web;

import dev.tollgate.notice.PortalEvent;
import dev.tollgate.web.EventsView.EventView;
import dev.tollgate.web.EventsView.GroupView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// "Event Notification" in its states, with made-up content.
final class TestEventPages {

    private TestEventPages() {}

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        pages.add(page("not-set", "NOT_SET", "", null, ErrorsView.none()));
        pages.add(page("sampled", "TESTED", "it@example.com", "PASSWORD_KNOWN", ErrorsView.none()));
        Map<String, TextView> wrong =
                Map.of(
                        "contacts-TWO_FACTOR_OFF",
                        TextView.of("events.no-address", "it@@example.com"),
                        "version",
                        TextView.of("changed.settings", "lee", "14:02"));
        pages.add(page("wrong", "NOT_TESTED", "it@@example.com", null, new ErrorsView(wrong)));
        return pages;
    }

    private static TestPages.Page page(
            String state,
            String mail,
            String contacts,
            @Nullable String sampled,
            ErrorsView errors) {
        List<GroupView> groups =
                Arrays.stream(PortalEvent.Group.values())
                        .map(group -> new GroupView(group.name(), events(group, contacts)))
                        .toList();
        EventsView view = new EventsView(mail, groups, 3, sampled, null, errors);
        return TestSystemPages.page("events", state, view);
    }

    private static List<EventView> events(PortalEvent.Group group, String contacts) {
        return Arrays.stream(PortalEvent.values())
                .filter(event -> event.group() == group)
                .map(event -> event(event, contacts))
                .toList();
    }

    private static EventView event(PortalEvent event, String contacts) {
        boolean told = event.level() != PortalEvent.Level.INFORMATION;
        return new EventView(
                event.name(),
                event.level().name(),
                event.isAlwaysMailed(),
                event != PortalEvent.INVITED,
                told ? contacts : "");
    }
}
