package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `events`. The form posts `version` and, of each event, `mailed-<name>` and
/// `contacts-<name>` to `/system/events`; "Send sample" posts `event` to `/system/events/sample`.
///
/// @param mail `NOT_SET`, `NOT_TESTED` or `TESTED`: whether what is set here can reach anybody
/// @param version counts the saves before this page
/// @param sampled the event whose sample is on its way, or `null`
/// @param stepUp the pop-up that is open, or `null`
record EventsView(
        String mail,
        List<GroupView> groups,
        int version,
        @Nullable String sampled,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    EventsView {
        groups = List.copyOf(groups);
    }

    /// Events that are about the same.
    ///
    /// @param name ending of the text key `event-group.`
    record GroupView(String name, List<EventView> events) {

        GroupView {
            events = List.copyOf(events);
        }
    }

    /// @param name ending of the text keys `portal-event.` and `event-text.`
    /// @param level ending of the text key `event-level.`
    /// @param always whether its mail to whom it concerns cannot be switched off
    /// @param contacts as they were typed
    record EventView(String name, String level, boolean always, boolean mailed, String contacts) {}
}
