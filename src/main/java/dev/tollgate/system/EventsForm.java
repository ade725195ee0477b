package dev.tollgate.system;

import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Problem;
import dev.tollgate.notice.EventSetting;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.SavedEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The form of "Event Notification" as it was typed.
///
/// @param version counts the saves before it
/// @param typed of each event
public record EventsForm(int version, Map<PortalEvent, Typed> typed) {

    /// What the form calls the field with the contacts of an event.
    public static String field(PortalEvent event) {
        return "contacts-" + event.name();
    }

    /// What stands in a form that shows what is saved.
    public static EventsForm of(SavedEvents saved) {
        Map<PortalEvent, Typed> typed = new EnumMap<>(PortalEvent.class);
        for (PortalEvent event : PortalEvent.values()) {
            EventSetting setting = saved.of(event);
            typed.put(event, new Typed(setting.mailed(), String.join(", ", setting.contacts())));
        }
        return new EventsForm(saved.version(), typed);
    }

    /// What it means, or everything that is wrong with it.
    public Parsed parse() {
        List<Problem> problems = new ArrayList<>();
        Map<PortalEvent, EventSetting> settings = new EnumMap<>(PortalEvent.class);
        typed.forEach(
                (event, fields) -> {
                    List<String> contacts = fields.addresses();
                    Optional<Problem> problem = problem(event, contacts);
                    problem.ifPresent(problems::add);
                    if (problem.isEmpty()) {
                        boolean mailed = event.isAlwaysMailed() || fields.mailed();
                        settings.put(event, new EventSetting(mailed, contacts));
                    }
                });
        return problems.isEmpty()
                ? new Parsed.Valid(new SavedEvents(version, settings))
                : new Parsed.Invalid(problems);
    }

    private static Optional<Problem> problem(PortalEvent event, List<String> contacts) {
        if (contacts.size() > EventSetting.CONTACTS) {
            String limit = String.valueOf(EventSetting.CONTACTS);
            return Optional.of(new Problem(field(event), "events.too-many", limit));
        }
        return contacts.stream()
                .filter(contact -> AccountForms.emailProblem(contact).isPresent())
                .findFirst()
                .map(contact -> new Problem(field(event), "events.no-address", contact));
    }

    /// Of one event.
    ///
    /// @param contacts addresses with commas, semicolons, spaces or line ends between
    public record Typed(boolean mailed, String contacts) {

        /// One address once, however it is written.
        List<String> addresses() {
            Map<String, String> addresses = new LinkedHashMap<>();
            Arrays.stream(contacts.split("[,;\\s]+", -1))
                    .filter(contact -> !contact.isEmpty())
                    .forEach(
                            contact ->
                                    addresses.putIfAbsent(
                                            contact.toLowerCase(Locale.ROOT), contact));
            return List.copyOf(addresses.values());
        }
    }

    /// The result of [#parse].
    public sealed interface Parsed {
        record Valid(SavedEvents wanted) implements Parsed {}

        record Invalid(List<Problem> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }
}
