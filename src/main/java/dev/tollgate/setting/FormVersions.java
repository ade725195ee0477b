package dev.tollgate.setting;

import dev.tollgate.storage.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How often a form of settings was saved, so that of two who save at once the second is told.
@Component
public final class FormVersions {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    FormVersions(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// 0 where nobody has ever saved.
    public int of(Form form) {
        return transactions.read(
                () ->
                        jdbc.sql("select value from setting where name = :name")
                                .param("name", form.row)
                                .query((row, _) -> Integer.parseInt(row.getString(1)))
                                .optional()
                                .orElse(0));
    }

    /// Counts it up in the open transaction; false where it is no longer what the form was made
    /// from. Of two who save at once the second waits here for the first.
    public boolean advance(Form form, int expected) {
        Transactions.requireOpen();
        return of(form) == expected
                && jdbc.sql(
                                        """
                                        insert into setting (name, value) values (:name, :next)
                                        on conflict (name) do update set value = excluded.value
                                        where setting.value = :expected""")
                                .param("name", form.row)
                                .param("next", String.valueOf(expected + 1))
                                .param("expected", String.valueOf(expected))
                                .update()
                        == 1;
    }

    /// A form that is saved as a whole.
    public enum Form {
        PREFERENCES("preferences_version"),
        MAIL_SERVER("mail_server_version"),
        RETENTION("retention_version");

        private final String row;

        Form(String row) {
            this.row = row;
        }
    }
}
