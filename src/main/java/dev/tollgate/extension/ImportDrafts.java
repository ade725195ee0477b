package dev.tollgate.extension;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The files that are being imported, sealed: what an unknown column holds nobody knows. Every
/// method runs in the caller's transaction.
@Component
final class ImportDrafts {

    private static final Duration LIFE = Duration.ofHours(2);
    private static final String NOT_UNDER_WAY =
            """
             and not exists (select 1 from job where job.origin = import_draft.id
                             and job.owner = import_draft.account_id and job.finished_at is null)\
            """;

    private static final int NAME_LIMIT = 100;

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final Ids ids;

    ImportDrafts(JdbcClient jdbc, Sealer sealer, Ids ids) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// Keeps a file in the place of the one that its owner had before. One that is being taken over
    /// stays.
    String insert(
            AccountId owner, String fileName, CsvTable table, List<String> notRead, Instant now) {
        jdbc.sql(
                        "delete from import_draft where (account_id = :owner or expires_at <= :now)"
                                + NOT_UNDER_WAY)
                .param("owner", owner.text())
                .param("now", now.toEpochMilli())
                .update();
        String id = ids.next(now).toString();
        String name = fileName.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", " ").strip();
        jdbc.sql(
                        """
                        insert into import_draft (id, account_id, file_name, encoding, separator,
                                                  not_read, columns, content, created_at, expires_at)
                        values (:id, :owner, :name, :encoding, :separator, :notRead, :columns,
                                :content, :now, :until)""")
                .param("id", id)
                .param("owner", owner.text())
                .param("name", name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name)
                .param("encoding", table.encoding())
                .param("separator", String.valueOf(table.separator()))
                .param("notRead", String.join("\n", notRead))
                .param("columns", text(matched(table.header())))
                .param("content", seal(id, table))
                .param("now", now.toEpochMilli())
                .param("until", now.plus(LIFE).toEpochMilli())
                .update();
        return id;
    }

    Optional<ImportDraft> find(String id, Instant now) {
        return jdbc.sql("select * from import_draft where id = :id and expires_at > :now")
                .param("id", id)
                .param("now", now.toEpochMilli())
                .query((row, _) -> draft(row))
                .optional();
    }

    /// Changes nothing of one that is being taken over.
    void replaceColumns(ImportDraft draft, List<ImportField> columns) {
        jdbc.sql("update import_draft set columns = :columns where id = :id" + NOT_UNDER_WAY)
                .param("columns", text(columns))
                .param("id", draft.id())
                .update();
    }

    /// For a job that is to find it, however long that has to wait.
    void keep(ImportDraft draft, Instant until) {
        jdbc.sql("update import_draft set expires_at = :until where id = :id")
                .param("until", until.toEpochMilli())
                .param("id", draft.id())
                .update();
    }

    /// False where it is gone already.
    boolean delete(String id) {
        return jdbc.sql("delete from import_draft where id = :id").param("id", id).update() == 1;
    }

    /// What each header calls its column; the first of two that are called alike counts.
    private static List<ImportField> matched(List<String> header) {
        List<ImportField> all = header.stream().map(ImportField::of).toList();
        List<ImportField> matched = new ArrayList<>();
        for (ImportField field : all) {
            matched.add(matched.contains(field) ? ImportField.IGNORED : field);
        }
        return matched;
    }

    private static String text(List<ImportField> columns) {
        return columns.stream().map(ImportField::name).collect(Collectors.joining(","));
    }

    private byte[] seal(String id, CsvTable table) {
        return sealer.seal(place(id), table.text().getBytes(StandardCharsets.UTF_8));
    }

    private ImportDraft draft(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] content = sealer.open(place(id), row.getBytes("content"));
        String notRead = row.getString("not_read");
        return new ImportDraft(
                id,
                AccountId.parse(row.getString("account_id")),
                row.getString("file_name"),
                Arrays.stream(row.getString("columns").split(",", -1))
                        .map(ImportField::valueOf)
                        .toList(),
                notRead.isEmpty() ? List.of() : List.of(notRead.split("\n", -1)),
                CsvTable.of(
                        new String(content, StandardCharsets.UTF_8),
                        row.getString("encoding"),
                        row.getString("separator").charAt(0)));
    }

    private static Place place(String id) {
        return new Place("import_draft", "content", id);
    }
}
