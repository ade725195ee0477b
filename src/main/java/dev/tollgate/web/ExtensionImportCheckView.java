package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `extension-import-check`: which column holds what, and what would come of the import.
/// One form posts `column0`, `column1` and so on to `/extensions/import/{id}/columns`, the other
/// `stamp` to `/extensions/import/{id}/start`.
///
/// @param file name, kind and encoding of the file
/// @param notRead headers of the columns that are not read, with commas between; may be empty
/// @param notTaken headers of the columns that are left out, with commas between; may be empty
/// @param fields what a column can hold, by the names of `ImportField`
/// @param counts what would come of it, or `null` while it is not known where the numbers are
/// @param bad the first of the bad lines
/// @param mail whether there is a mail server to invite with
/// @param stamp of the check
/// @param changed whether things have changed since the page was last shown
/// @param stepUp the pop-up that is open, or `null`
record ExtensionImportCheckView(
        String id,
        File file,
        List<Column> columns,
        String notRead,
        String notTaken,
        List<String> fields,
        @Nullable Counts counts,
        List<Bad> bad,
        boolean mail,
        String stamp,
        boolean changed,
        @Nullable ExtensionAskView stepUp) {

    ExtensionImportCheckView {
        columns = List.copyOf(columns);
        fields = List.copyOf(fields);
        bad = List.copyOf(bad);
    }

    /// @param format a name of `ImportDraft.Format`
    /// @param separator `comma`, `semicolon` or `tab`
    record File(String name, String format, String encoding, String separator, int rows) {}

    /// @param field a name of `ImportField`
    record Column(String header, String field, List<String> samples) {

        Column {
            samples = List.copyOf(samples);
        }
    }

    record Counts(int fresh, int changed, int unchanged, int bad) {

        /// How many would be done.
        public int good() {
            return fresh + changed;
        }
    }

    record Bad(long line, String number, TextView why) {}
}
