package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What administrators see on the start page besides their own account.
///
/// @param sick what does not work, and what fails because of it
/// @param coverage who uses two-factor authentication; null while there are no extensions
/// @param day what the last 24 hours brought
/// @param health what works, a line each
record DashboardView(
        List<TextView> sick,
        @Nullable CoverageView coverage,
        List<FigureView> day,
        List<PartView> health) {

    DashboardView {
        sick = List.copyOf(sick);
        day = List.copyOf(day);
        health = List.copyOf(health);
    }

    /// @param with how many do, in digits
    /// @param without how many do not
    /// @param all both together
    /// @param percent for the bar
    record CoverageView(String with, String without, String all, int percent) {}

    /// @param key ending of the text key `dashboard.day-`
    /// @param alarming whether the figure asks for a look
    /// @param address of the list of what it counts
    record FigureView(String key, String figure, boolean alarming, String address) {}

    /// @param key ending of the text key `dashboard.part-`
    /// @param sound whether it works
    /// @param due whether it works and somebody should do something about it all the same
    record PartView(String key, TextView text, boolean sound, boolean due) {

        /// @param text ending of the text key `health.`
        static PartView of(String key, boolean sound, String text, String... arguments) {
            return new PartView(key, TextView.of("health." + text, arguments), sound, false);
        }

        /// @param text ending of the text key `health.`
        static PartView due(String key, String text, String... arguments) {
            return new PartView(key, TextView.of("health." + text, arguments), true, true);
        }
    }
}
