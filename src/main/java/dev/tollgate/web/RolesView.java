package dev.tollgate.web;

import java.util.List;

/// The page `roles`: which role has which permission, and how many accounts have each role.
record RolesView(List<Column> columns, List<Row> rows) {

    RolesView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// @param role a name of `Role`
    /// @param count how many accounts have it
    record Column(String role, long count) {}

    /// @param permission a name of `Permission`
    /// @param has for each column, whether its role has it
    record Row(String permission, List<Boolean> has) {
        Row {
            has = List.copyOf(has);
        }
    }
}
