package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.CaseFold;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.NumberOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of extensions. Every method runs in the caller's transaction.
@Component
final class ExtensionStore {

    /// What [#extension] reads.
    static final String COLUMNS =
            """
            select extension.*, account.email, account.role, account.status, account.portal_access,
                   account.last_login_at, second_factor.since, second_factor.method
            """;

    private static final String ROWS =
            """
            from extension
            join account on account.id = extension.account_id
            left join second_factor on second_factor.account_id = account.id
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final ExtensionList list;

    ExtensionStore(JdbcClient jdbc, DataSource source, ExtensionList list) {
        this.jdbc = jdbc;
        this.batches = new NamedParameterJdbcTemplate(source);
        this.list = list;
    }

    /// Reads many of them.
    ExtensionList list() {
        return list;
    }

    boolean isEmpty() {
        return jdbc.sql("select 1 from extension limit 1")
                .query((row, _) -> row.getInt(1))
                .list()
                .isEmpty();
    }

    Optional<Extension> byNumber(String number) {
        return jdbc.sql(COLUMNS + ROWS + " where extension.number = :number")
                .param("number", number)
                .query((row, _) -> extension(row))
                .optional();
    }

    Optional<Extension> byAccount(AccountId account) {
        return jdbc.sql(COLUMNS + ROWS + " where extension.account_id = :account")
                .param("account", account.text())
                .query((row, _) -> extension(row))
                .optional();
    }

    /// Those of the numbers that are there, by number.
    List<Extension> byNumbers(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        COLUMNS
                                + ROWS
                                + " where extension.number in (:numbers)"
                                + " order by "
                                + NumberOrder.placeOf("extension.number"))
                .param("numbers", numbers)
                .query((row, _) -> extension(row))
                .list();
    }

    Optional<String> nameOf(AccountId account) {
        return jdbc.sql("select name from extension where account_id = :account")
                .param("account", account.text())
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /// Number and name where there are both, for others the user name.
    Map<AccountId, String> titles(Collection<AccountId> accounts) {
        Map<AccountId, String> titles = new HashMap<>();
        if (!accounts.isEmpty()) {
            jdbc.sql(
                            """
                            select account.id, account.username, coalesce(extension.name, '')
                            from account left join extension on extension.account_id = account.id
                            where account.id in (:ids)""")
                    .param("ids", accounts.stream().map(AccountId::text).toList())
                    .query(
                            row -> {
                                String title = row.getString(2) + " " + row.getString(3);
                                titles.put(AccountId.parse(row.getString(1)), title.strip());
                            });
        }
        return titles;
    }

    void insert(String number, String name, AccountId account) {
        jdbc.sql(
                        """
                        insert into extension (account_id, number, name, name_key, version)
                        values (:account, :number, :name, :key, 1)""")
                .param("account", account.text())
                .param("number", number)
                .param("name", name)
                .param("key", CaseFold.fold(name))
                .update();
        insertParts(Map.of(account, name));
    }

    /// Many at once.
    ///
    /// @param lines one for each account, in their order
    void insertAll(List<ImportLine> lines, List<Account> accounts) {
        Map<AccountId, String> names = new HashMap<>();
        SqlParameterSource[] rows = new SqlParameterSource[lines.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] =
                    new MapSqlParameterSource("account", accounts.get(i).id().text())
                            .addValue("number", lines.get(i).number())
                            .addValue("name", lines.get(i).name())
                            .addValue("key", CaseFold.fold(lines.get(i).name()));
            names.put(accounts.get(i).id(), lines.get(i).name());
        }
        batches.batchUpdate(
                """
                insert into extension (account_id, number, name, name_key, version)
                values (:account, :number, :name, :key, 1)""",
                rows);
        insertParts(names);
    }

    /// Saves name and mobile number and counts the version up, whatever else is saved with them.
    void save(Extension extension, String name, String mobile) {
        rename(extension.account(), name);
        jdbc.sql("update extension set mobile = :mobile where account_id = :account")
                .param("mobile", mobile)
                .param("account", extension.account().text())
                .update();
    }

    /// Saves a name and counts the version up; false where the account has no extension.
    boolean rename(AccountId account, String name) {
        boolean found =
                jdbc.sql(
                                        """
                                        update extension set name = :name, name_key = :key,
                                                             version = version + 1
                                        where account_id = :account""")
                                .param("name", name)
                                .param("key", CaseFold.fold(name))
                                .param("account", account.text())
                                .update()
                        == 1;
        if (found) {
            jdbc.sql("delete from name_part where account_id = :account")
                    .param("account", account.text())
                    .update();
            insertParts(Map.of(account, name));
        }
        return found;
    }

    /// Beside each stands the number, which never changes, so that a search has the order as well.
    private void insertParts(Map<AccountId, String> names) {
        SqlParameterSource[] rows =
                names.entrySet().stream()
                        .flatMap(
                                named ->
                                        NameParts.of(named.getValue()).stream()
                                                .map(part -> part(part, named.getKey())))
                        .toArray(SqlParameterSource[]::new);
        if (rows.length > 0) {
            batches.batchUpdate(
                    """
                    insert into name_part (part, account_id, number)
                    select :part, account_id, number from extension
                    where account_id = :account""",
                    rows);
        }
    }

    private static SqlParameterSource part(String part, AccountId account) {
        return new MapSqlParameterSource("part", part).addValue("account", account.text());
    }

    /// The version as it is now; 0 where the extension is gone.
    int versionOf(AccountId account) {
        return jdbc.sql("select version from extension where account_id = :account")
                .param("account", account.text())
                .query((row, _) -> row.getInt(1))
                .optional()
                .orElse(0);
    }

    static Extension extension(ResultSet row) throws SQLException {
        return new Extension(
                row.getString("number"),
                row.getString("name"),
                AccountId.parse(row.getString("account_id")),
                row.getString("mobile"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Status.valueOf(row.getString("status")),
                row.getInt("portal_access") != 0,
                instant(row, "since"),
                method(row),
                instant(row, "last_login_at"),
                row.getInt("version"));
    }

    private static @Nullable Method method(ResultSet row) throws SQLException {
        String name = row.getString("method");
        return name == null ? null : Method.valueOf(name);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
