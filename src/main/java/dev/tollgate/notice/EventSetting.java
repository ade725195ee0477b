package dev.tollgate.notice;

import java.util.List;

/// What an administrator has set for one event.
///
/// @param mailed whether it is mailed at all; what is not stands in the portal only
/// @param contacts to which addresses its mail goes besides; at most [#CONTACTS]
public record EventSetting(boolean mailed, List<String> contacts) {

    /// Of one event.
    public static final int CONTACTS = 10;

    static final EventSetting DEFAULT = new EventSetting(true, List.of());

    public EventSetting {
        contacts = List.copyOf(contacts);
        if (contacts.size() > CONTACTS) {
            throw new IllegalArgumentException("more contacts than an event may have");
        }
    }
}
