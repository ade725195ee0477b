package dev.tollgate.throttle;

import dev.tollgate.kernel.AddressRange;
import dev.tollgate.kernel.Source;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which blocked sources one wants to see.
///
/// @param search a part of the source, or an address that it holds; empty for any
/// @param after where the page begins; `null` for the first page
public record BlockedQuery(String search, @Nullable Place after) {

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})~([0-9a-f:./]{1,60})");
    private static final Pattern PART = Pattern.compile("[0-9a-f:./]{1,60}");

    /// Reads what an address bar holds; a place that is none is the first page.
    public static BlockedQuery of(String search, String after) {
        Matcher place = PLACE.matcher(after);
        return new BlockedQuery(
                search.strip().toLowerCase(Locale.ROOT),
                place.matches() ? new Place(Long.parseLong(place.group(1)), place.group(2)) : null);
    }

    /// Whether there can be such a source.
    boolean isPossible() {
        return search.isEmpty() || PART.matcher(search).matches();
    }

    /// What the name of the source has to hold.
    String part() {
        return AddressRange.parse(search)
                .map(range -> new Source(range.text(), "").subject())
                .orElse(search);
    }

    /// The last row of the page before.
    ///
    /// @param until epoch milliseconds
    record Place(long until, String source) {}

    /// The place behind a row, as an address holds it.
    public static String placeOf(BlockedSource last) {
        return last.until().toEpochMilli() + "~" + last.source();
    }
}
