package dev.tollgate.policy;

import dev.tollgate.kernel.CsvWriter;
import dev.tollgate.kernel.Words;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes who has no second factor as CSV (RFC 4180), in portions, so that a long list holds no
/// connection while a slow reader takes it.
@Component
public final class MissingExport {

    private static final List<String> HEADER =
            List.of("Username", "Name", "Email", "Role", "Reason", "Last Login", "Last Reminded");
    private static final int PORTION = 500;

    private final RollOut rollOut;

    MissingExport(RollOut rollOut) {
        this.rollOut = rollOut;
    }

    /// Writes what a query matches, from the first page on.
    public void write(MissingQuery query, Appendable out) throws IOException {
        CsvWriter writer = new CsvWriter(out);
        writer.line(HEADER);
        List<Missing> portion = rollOut.missing(query.after(""), PORTION);
        while (!portion.isEmpty()) {
            for (Missing missing : portion) {
                writer.line(cells(missing));
            }
            portion = rollOut.missing(query.after(portion.getLast().username()), PORTION);
        }
    }

    private static List<String> cells(Missing missing) {
        return List.of(
                missing.username(),
                missing.name(),
                missing.email(),
                words(missing.role()),
                missing.reasons().stream()
                        .map(MissingExport::words)
                        .collect(Collectors.joining("; ")),
                moment(missing.lastLoginAt()),
                moment(missing.remindedAt()));
    }

    /// UTC, ISO 8601.
    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String words(Enum<?> value) {
        String words = Words.of(value);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
