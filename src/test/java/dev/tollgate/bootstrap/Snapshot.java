package dev.tollgate.bootstrap;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Everything that the database holds, but for when sessions were last seen.
///
/// @param rows by table, in an order that depends on their content only
public record Snapshot(Map<String, List<String>> rows) {

    static Snapshot of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Map<String, List<String>> rows = new TreeMap<>();
            for (String table : tables(connection)) {
                rows.put(table, rows(connection, table));
            }
            return new Snapshot(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Every table of the portal's own.
    public static List<String> tables(DataSource source) {
        try (Connection connection = source.getConnection()) {
            return tables(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What is gone and what has come, a line each.
    List<String> changesSince(Snapshot before) {
        List<String> changes = new ArrayList<>();
        for (String table : rows.keySet()) {
            List<String> gone = new ArrayList<>(before.rows.get(table));
            List<String> come = new ArrayList<>(rows.get(table));
            gone.removeAll(rows.get(table));
            come.removeAll(before.rows.get(table));
            gone.forEach(row -> changes.add("- " + table + " " + row));
            come.forEach(row -> changes.add("+ " + table + " " + row));
        }
        return changes;
    }

    /// Without some tables.
    Snapshot without(String... tables) {
        Map<String, List<String>> fewer = new TreeMap<>(rows);
        List.of(tables).forEach(fewer::remove);
        return new Snapshot(fewer);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        List<String> tables = new ArrayList<>();
        try (ResultSet found =
                connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!name.startsWith("flyway") && !name.startsWith("sqlite")) {
                    tables.add(name);
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select * from " + table)) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        return rows.stream().sorted().toList();
    }

    private static String row(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (!columns.getColumnName(i).equals("last_seen_at")) {
                values.add(columns.getColumnName(i) + "=" + text(found.getObject(i)));
            }
        }
        return values.stream().collect(Collectors.joining(" "));
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes)
                : String.valueOf(value);
    }
}
