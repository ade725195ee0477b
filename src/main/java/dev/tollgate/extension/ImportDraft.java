package dev.tollgate.extension;

import dev.tollgate.kernel.AccountId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A file that is being imported.
///
/// @param columns what each column holds
/// @param notRead headers of the columns that were not read, because they hold secrets
public record ImportDraft(
        String id,
        AccountId owner,
        String fileName,
        List<ImportField> columns,
        List<String> notRead,
        CsvTable table) {

    private static final int SAMPLES = 5;

    public ImportDraft {
        columns = List.copyOf(columns);
        notRead = List.copyOf(notRead);
    }

    public List<String> header() {
        return table.header();
    }

    public String encoding() {
        return table.encoding();
    }

    /// A comma, a semicolon or a tab.
    public char separator() {
        return table.separator();
    }

    public int rows() {
        return table.rows().size();
    }

    /// The first rows, each as long as the header. What stands in a column of which nobody has said
    /// what it holds is not shown: it may be a secret.
    public List<List<String>> samples() {
        return table.rows().stream()
                .limit(SAMPLES)
                .map(
                        row ->
                                IntStream.range(0, header().size())
                                        .mapToObj(at -> isTaken(at) ? row.cell(at) : "")
                                        .toList())
                .toList();
    }

    /// Headers of the columns that are left out.
    public List<String> notTaken() {
        return IntStream.range(0, header().size())
                .filter(at -> !isTaken(at))
                .mapToObj(header()::get)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private boolean isTaken(int column) {
        return columns.get(column) != ImportField.IGNORED;
    }

    /// Whether it is known which column holds the numbers.
    public boolean hasNumbers() {
        return columns.contains(ImportField.NUMBER);
    }

    /// Which program wrote the file, by its headers.
    public Format format() {
        Set<String> words = header().stream().map(ImportField::folded).collect(Collectors.toSet());
        for (Format format : Format.values()) {
            if (words.containsAll(format.headers)) {
                return format;
            }
        }
        return Format.OTHER;
    }

    int columnOf(ImportField field) {
        return columns.indexOf(field);
    }

    /// Whose headers are known.
    public enum Format {
        OWN("extensionnumber", "name", "email", "portalaccess"),
        YEASTAR("extensionnumber", "firstname", "lastname"),
        THREE_CX("number", "firstname", "lastname"),
        FREEPBX("extension", "name", "voicemailemail"),
        OTHER();

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> headers;

        Format(String... headers) {
            this.headers = List.of(headers);
        }
    }
}
