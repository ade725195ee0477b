package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `account-activity`.
///
/// @param events one page, newest first
/// @param first whether it is the newest page
/// @param older what follows, for `before`; null on the last page
record AccountActivityView(List<ActivityView> events, boolean first, @Nullable String older) {

    AccountActivityView {
        events = List.copyOf(events);
    }
}
