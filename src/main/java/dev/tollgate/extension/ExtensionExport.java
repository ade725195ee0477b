package dev.tollgate.extension;

import dev.tollgate.account.Status;
import dev.tollgate.kernel.CsvWriter;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes extensions as CSV (RFC 4180) by number. The file is the template of the import as well.
/// No secret is in it, nor anything that would lead to one.
///
/// It is read in portions, each as it is at that moment, so that a long list holds no connection
/// while a slow reader takes it.
@Component
public final class ExtensionExport {

    static final String NUMBER = "Extension Number";
    static final String NAME = "Name";
    static final String EMAIL = "Email";

    private static final List<String> HEADER =
            List.of(
                    NUMBER,
                    NAME,
                    EMAIL,
                    "Role",
                    "Portal Access",
                    "Account Status",
                    "2FA",
                    "Last Login");
    private static final int PORTION = 500;

    private final ExtensionStore store;
    private final Transactions transactions;

    ExtensionExport(ExtensionStore store, Transactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    /// Writes what a query matches, by number whatever its order.
    public void write(ExtensionQuery query, Appendable out) throws IOException {
        CsvWriter writer = new CsvWriter(out);
        writer.line(HEADER);
        ExtensionQuery next = query.by(ExtensionSort.NUMBER).after("");
        List<Extension> portion = read(next);
        while (!portion.isEmpty()) {
            for (Extension extension : portion) {
                writer.line(cells(extension));
            }
            portion = read(next.after(portion.getLast().number()));
        }
    }

    private List<Extension> read(ExtensionQuery query) {
        return transactions.read(() -> store.list().matching(query, PORTION));
    }

    private static List<String> cells(Extension extension) {
        return List.of(
                extension.number(),
                extension.name(),
                extension.email(),
                words(extension.role()),
                extension.portalAccess() ? "On" : "Off",
                extension.status() == Status.ACTIVE ? "Enabled" : "Disabled",
                extension.method() == null ? "Off" : words(extension.method()),
                moment(extension.lastLoginAt()));
    }

    /// UTC, ISO 8601.
    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String words(Enum<?> value) {
        return Arrays.stream(value.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
