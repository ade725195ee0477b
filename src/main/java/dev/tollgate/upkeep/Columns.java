package dev.tollgate.upkeep;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// The names of columns, and the statement that fills them.
final class Columns {

    private Columns() {}

    static List<String> of(ResultSet rows) throws SQLException {
        ResultSetMetaData facts = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= facts.getColumnCount(); i++) {
            names.add(facts.getColumnName(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    static String insert(String table, List<String> columns) {
        return "insert into %s (%s) values (%s)"
                .formatted(
                        table,
                        String.join(", ", columns),
                        String.join(", ", Collections.nCopies(columns.size(), "?")));
    }
}
