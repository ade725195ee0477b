package dev.tollgate.kernel;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Writes CSV (RFC 4180) that spreadsheets take for what it is: UTF-8 by its mark, and text for
/// text.
public final class CsvWriter {

    /// Without it a spreadsheet takes UTF-8 for the encoding of the land it runs in.
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVPrinter printer;

    public CsvWriter(Appendable out) throws IOException {
        out.append(BYTE_ORDER_MARK);
        printer = new CSVPrinter(out, CSVFormat.RFC4180);
    }

    public void line(List<String> cells) throws IOException {
        printer.printRecord(cells.stream().map(CsvCell::written).toList());
    }
}
