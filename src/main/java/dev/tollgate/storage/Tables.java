package dev.tollgate.storage;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/// The portal's own tables, whichever the database.
public final class Tables {

    private Tables() {}

    /// All of them, each behind those that its rows refer to.
    public static List<String> parentsFirst(Connection connection) throws SQLException {
        TreeMap<String, Set<String>> waiting = new TreeMap<>();
        for (String table : names(connection)) {
            waiting.put(table, parents(connection, table));
        }
        Set<String> ordered = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            String next =
                    waiting.entrySet().stream()
                            .filter(table -> ordered.containsAll(table.getValue()))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("tables in a circle"))
                            .getKey();
            ordered.add(next);
            waiting.remove(next);
        }
        return List.copyOf(ordered);
    }

    private static List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        DatabaseMetaData facts = connection.getMetaData();
        try (ResultSet found =
                facts.getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!name.startsWith("flyway") && !name.startsWith("sqlite")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Set<String> parents(Connection connection, String table) throws SQLException {
        Set<String> parents = new LinkedHashSet<>();
        try (ResultSet keys =
                connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
            while (keys.next()) {
                parents.add(keys.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        parents.remove(table);
        return parents;
    }
}
