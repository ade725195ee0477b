package dev.tollgate.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point of the chain, small enough to be kept elsewhere: whoever holds it can tell later that
/// the chain up to there is still the same one.
///
/// @param position number of the row
/// @param seal of that row
/// @param at when it was made; every row up to it was written before
public record AuditAnchor(long position, String seal, Instant at) {

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18})@([0-9a-f]{16}:[0-9a-f]{64})");

    /// Reads [#text]; empty where it is none.
    public static Optional<AuditAnchor> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new AuditAnchor(
                                Long.parseLong(parts.group(1)), parts.group(2), Instant.EPOCH))
                : Optional.empty();
    }

    /// Number and seal, as they stand in the log.
    public String text() {
        return position + "@" + seal;
    }

    String[] parts() {
        return new String[] {Long.toString(position), seal, Long.toString(at.toEpochMilli())};
    }
}
