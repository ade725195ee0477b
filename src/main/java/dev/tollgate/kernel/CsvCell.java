package dev.tollgate.kernel;

import java.util.regex.Pattern;

/// One cell of an exported file. A spreadsheet runs what begins like a formula, whoever typed it;
/// an apostrophe before it makes it text. One more apostrophe marks what already looks so marked,
/// so that reading back gives exactly what was written.
public final class CsvCell {

    private static final String FORMULA = "[=+\\-@\\t\\r\\n|%\uFF1D\uFF0B\uFF0D\uFF20]";
    private static final Pattern RUNS = Pattern.compile("^'*" + FORMULA);
    private static final Pattern MARKED = Pattern.compile("^'+" + FORMULA);

    private CsvCell() {}

    public static String written(String text) {
        return RUNS.matcher(text).find() ? "'" + text : text;
    }

    public static String read(String cell) {
        return MARKED.matcher(cell).find() ? cell.substring(1) : cell;
    }
}
