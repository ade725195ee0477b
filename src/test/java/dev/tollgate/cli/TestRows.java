package dev.tollgate.cli;

import dev.tollgate.TestPortal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// What a database holds, as somebody sees it who has a copy.
final class TestRows {

    private final TestPortal portal;

    TestRows(TestPortal portal) {
        this.portal = portal;
    }

    /// Every value of every table, blobs too, as one text.
    String everything() throws SQLException {
        StringBuilder text = new StringBuilder();
        for (String table : tables()) {
            for (Map<String, Object> row :
                    portal.jdbc().sql("select * from " + table).query().listOfRows()) {
                row.values().forEach(value -> text.append(text(value)).append('\n'));
            }
        }
        return text.toString();
    }

    /// The values of one column, in the order of the ids.
    List<String> column(String table, String column) {
        return portal
                .jdbc()
                .sql("select * from " + table + " order by id")
                .query()
                .listOfRows()
                .stream()
                .map(row -> text(row.get(column)))
                .toList();
    }

    /// The newest row about console acts: kind, outcome, actor, target, address.
    String newestAudit() {
        Map<String, Object> row =
                portal.jdbc()
                        .sql(
                                "select * from audit where address = 'console' order by at desc, id desc")
                        .query()
                        .listOfRows()
                        .getFirst();
        return "%s %s by %s on %s"
                .formatted(
                        row.get("kind"), row.get("outcome"), row.get("actor"), row.get("target"));
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = portal.get(DataSource.class).getConnection();
                ResultSet found =
                        connection
                                .getMetaData()
                                .getTables(null, schema(connection), "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static String schema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
    }
}
