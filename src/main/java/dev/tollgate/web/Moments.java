package dev.tollgate.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes times as people read them, in the PBX's time zone: "today 14:03", "yesterday 09:10", "3
/// Nov", "3 Nov 2025".
record Moments(ZoneId zone, Instant now) {

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter DAY = format("d MMM");
    private static final DateTimeFormatter DAY_AND_YEAR = format("d MMM yyyy");
    private static final DateTimeFormatter FULL = format("EEEE d MMMM yyyy, HH:mm:ss zzz");

    MomentView of(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        return new MomentView(
                text(time), FULL.format(time), instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Nullable MomentView ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /// "14:03".
    String clock(Instant instant) {
        return CLOCK.format(instant.atZone(zone));
    }

    /// "14:03:20".
    String seconds(Instant instant) {
        return SECONDS.format(instant.atZone(zone));
    }

    private String text(ZonedDateTime time) {
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate day = time.toLocalDate();
        if (day.equals(today)) {
            return "today " + CLOCK.format(time);
        }
        if (day.equals(today.minusDays(1))) {
            return "yesterday " + CLOCK.format(time);
        }
        return (day.getYear() == today.getYear() ? DAY : DAY_AND_YEAR).format(time);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
