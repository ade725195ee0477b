package dev.tollgate.notice;

import java.util.Map;

/// What is set for all events.
///
/// @param version counts the saves, and so tells the second of two editors that there was a first
/// @param settings one for each event
public record SavedEvents(int version, Map<PortalEvent, EventSetting> settings) {

    public SavedEvents {
        settings = Map.copyOf(settings);
    }

    public EventSetting of(PortalEvent event) {
        return settings.getOrDefault(event, EventSetting.DEFAULT);
    }
}
