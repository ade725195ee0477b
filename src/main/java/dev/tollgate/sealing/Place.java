package dev.tollgate.sealing;

import java.nio.charset.StandardCharsets;

/// Where a sealed value belongs. It is authenticated with the value: a blob that someone moved to
/// another row, column or table does not open.
public record Place(String table, String column, String row) {

    public Place {
        if (table.contains(":") || column.contains(":")) {
            throw new IllegalArgumentException("a table or column name has no colon");
        }
    }

    byte[] associatedData() {
        return (table + ":" + column + ":" + row).getBytes(StandardCharsets.UTF_8);
    }
}
