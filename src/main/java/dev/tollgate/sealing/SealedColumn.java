package dev.tollgate.sealing;

import java.util.List;

/// A column that holds sealed values.
///
/// @param row the SQL that gives a row's [Place#row]
record SealedColumn(String table, String column, String row) {

    /// All of them; a test compares them with the tables and with what a portal in use has sealed.
    static final List<SealedColumn> ALL =
            List.of(
                    new SealedColumn("account", "password", "id"),
                    new SealedColumn("totp", "secret", "id"),
                    new SealedColumn("totp_pending", "secret", "digest"),
                    new SealedColumn("mail", "content", "id"),
                    new SealedColumn("mail_server", "password", "cast(id as varchar(5))"),
                    new SealedColumn("former_mail_server", "password", "id"),
                    new SealedColumn("reset_request", "name", "id"),
                    new SealedColumn("import_draft", "content", "id"),
                    new SealedColumn("job_item", "sealed", "job_id || ':' || position"),
                    new SealedColumn("working_key", "sealed", "purpose"));

    Place place(String rowId) {
        return new Place(table, column, rowId);
    }
}
