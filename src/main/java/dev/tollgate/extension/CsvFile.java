package dev.tollgate.extension;

import dev.tollgate.kernel.CsvCell;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads a file of which nobody says how it was written: UTF-8 or UTF-16 with or without a byte
/// order mark, or Windows-1252; comma, semicolon or tab. A first line `sep=;`, as Excel writes it,
/// is believed.
final class CsvFile {

    static final int MOST_ROWS = 20_000;

    private static final int MOST_COLUMNS = 60;

    /// Longer than anything that may stand in a field, so that what is cut is refused as too long.
    private static final int CELL_LIMIT = 400;

    private static final Pattern FIRST_LINE =
            Pattern.compile("\"?sep=(.)\"?[ \t]*(?=[\\r\\n])", Pattern.CASE_INSENSITIVE);
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private CsvFile() {}

    static Reading read(byte[] bytes) {
        for (Charset charset : candidates(bytes)) {
            Optional<String> text = decoded(bytes, charset);
            if (text.isPresent()) {
                String marked = text.get();
                String unmarked = marked.startsWith("\uFEFF") ? marked.substring(1) : marked;
                return parse(unmarked, charset.name());
            }
        }
        return new Reading.Unreadable("ENCODING", 0);
    }

    /// Empty where it is no text of this kind.
    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static List<Charset> candidates(byte[] bytes) {
        int first = bytes.length > 0 ? bytes[0] & 0xFF : 0;
        int second = bytes.length > 1 ? bytes[1] & 0xFF : 0;
        if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
            return List.of(StandardCharsets.UTF_16);
        }
        if (zeros(bytes, 1) > zeros(bytes, 0) * 2 + 8) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (zeros(bytes, 0) > zeros(bytes, 1) * 2 + 8) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        return List.of(StandardCharsets.UTF_8, WINDOWS);
    }

    /// How many of the first bytes at even or odd places are zero, as half of them are in UTF-16.
    private static int zeros(byte[] bytes, int parity) {
        int zeros = 0;
        for (int i = parity; i < Math.min(bytes.length, 1_000); i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static Reading parse(String text, String encoding) {
        Matcher named = FIRST_LINE.matcher(text);
        if (!named.lookingAt()) {
            return parse(text, separator(text), encoding);
        }
        char separator = named.group(1).charAt(0);
        String emptied = text.substring(named.end()); // the line stays, and counts
        return CsvTable.SEPARATORS.indexOf(separator) < 0
                ? new Reading.Unreadable("SEPARATOR", 1)
                : parse(emptied, separator, encoding);
    }

    private static Reading parse(String text, char separator, String encoding) {
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(separator)
                        .setIgnoreEmptyLines(true)
                        .setTrailingData(false)
                        .get();
        List<CsvTable.Row> rows = new ArrayList<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (CSVRecord read : parser) {
                long at = parser.getCurrentLineNumber();
                if (read.size() > MOST_COLUMNS) {
                    return new Reading.Unreadable("COLUMNS", at);
                }
                if (rows.size() > MOST_ROWS) {
                    return new Reading.Unreadable("ROWS", at);
                }
                rows.add(row(read, at));
                line = at + 1;
            }
        } catch (UncheckedIOException | CSVException e) {
            return new Reading.Unreadable("QUOTES", line); // a text is read: nothing else can fail
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!rows.isEmpty() && isData(rows.getFirst())) {
            return new Reading.Unreadable("HEADERS", rows.getFirst().line());
        }
        return rows.size() < 2
                ? new Reading.Unreadable("EMPTY", 0)
                : new Reading.Read(
                        new CsvTable(
                                rows.getFirst().cells(),
                                rows.subList(1, rows.size()),
                                encoding,
                                separator));
    }

    /// A number or an address names no column; and what stands beside it may be a secret, which
    /// would be shown as the name of one.
    private static boolean isData(CsvTable.Row first) {
        return first.cells().stream()
                .anyMatch(cell -> cell.matches("[0-9]{2,}") || cell.contains("@"));
    }

    private static CsvTable.Row row(CSVRecord read, long line) {
        List<String> cells = new ArrayList<>();
        for (String cell : read) {
            String cut = cell.length() > CELL_LIMIT ? cell.substring(0, CELL_LIMIT) : cell;
            cells.add(CsvCell.read(cut.strip()));
        }
        return new CsvTable.Row(line, cells);
    }

    /// The one that stands most often in the first line, outside quotes.
    private static char separator(String text) {
        int[] counts = new int[3];
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted && CsvTable.SEPARATORS.indexOf(c) >= 0) {
                counts[CsvTable.SEPARATORS.indexOf(c)]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return CsvTable.SEPARATORS.charAt(most);
    }

    /// What came of reading.
    sealed interface Reading {

        record Read(CsvTable table) implements Reading {}

        /// @param why `ENCODING`, `SEPARATOR`, `QUOTES`, `ROWS`, `COLUMNS` or `EMPTY`
        /// @param line where; 0 for nowhere in particular
        record Unreadable(String why, long line) implements Reading {}
    }
}
