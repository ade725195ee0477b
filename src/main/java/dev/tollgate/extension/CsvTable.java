package dev.tollgate.extension;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// What an imported file holds.
///
/// @param encoding in which it was written
/// @param separator between its cells
record CsvTable(List<String> header, List<Row> rows, String encoding, char separator) {

    static final String SEPARATORS = ",;\t";

    CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /// Those of the columns that are wanted, by their places.
    CsvTable only(IntPredicate wanted) {
        return new CsvTable(
                chosen(header, wanted),
                rows.stream().map(row -> new Row(row.line(), chosen(row.cells(), wanted))).toList(),
                encoding,
                separator);
    }

    /// One text, for the store.
    String text() {
        StringBuilder text = new StringBuilder();
        try {
            CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
            printer.printRecord(header);
            for (Row row : rows) {
                List<String> cells = new ArrayList<>(List.of(String.valueOf(row.line())));
                cells.addAll(row.cells());
                printer.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Reads back what [#text()] gave.
    static CsvTable of(String text, String encoding, char separator) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180)) {
            List<CSVRecord> records = parser.getRecords();
            List<Row> rows =
                    records.stream()
                            .skip(1)
                            .map(CSVRecord::toList)
                            .map(
                                    cells ->
                                            new Row(
                                                    Long.parseLong(cells.getFirst()),
                                                    cells.subList(1, cells.size())))
                            .toList();
            return new CsvTable(records.getFirst().toList(), rows, encoding, separator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> chosen(List<String> cells, IntPredicate wanted) {
        return IntStream.range(0, cells.size()).filter(wanted).mapToObj(cells::get).toList();
    }

    /// @param line where it ends in the file
    record Row(long line, List<String> cells) {

        Row {
            cells = List.copyOf(cells);
        }

        /// What stands in a column; the empty text where the line is too short for it.
        String cell(int column) {
            return column >= 0 && column < cells.size() ? cells.get(column) : "";
        }
    }
}
