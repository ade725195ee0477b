package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of accounts and their login names. Every method runs in the caller's transaction.
@Component
final class AccountStore {

    private static final String INSERT =
            """
            insert into account (id, username, email, role, status, portal_access, epoch,
                                 password, password_changed_at, must_change_password,
                                 issued_until, created_at)
            values (:id, :username, :email, :role, :status, :access, :epoch, :password,
                    :passwordChangedAt, :mustChange, :issuedUntil, :createdAt)""";

    private static final String CLAIM =
            """
            insert into login_name (name, account_id) values (:name, :account)
            on conflict (name) do nothing""";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    AccountStore(JdbcClient jdbc, DataSource source) {
        this.jdbc = jdbc;
        this.batches = new NamedParameterJdbcTemplate(source);
    }

    Optional<Account> byName(LoginName name) {
        return jdbc.sql(
                        """
                        select account.* from account
                        join login_name on login_name.account_id = account.id
                        where login_name.name = :name""")
                .param("name", name.value())
                .query((row, _) -> account(row))
                .optional();
    }

    Map<LoginName, AccountId> owners(Collection<LoginName> names) {
        Map<LoginName, AccountId> owners = new HashMap<>();
        if (!names.isEmpty()) {
            jdbc.sql("select name, account_id from login_name where name in (:names)")
                    .param("names", names.stream().map(LoginName::value).toList())
                    .query(
                            row -> {
                                owners.put(
                                        new LoginName(row.getString(1)),
                                        AccountId.parse(row.getString(2)));
                            });
        }
        return owners;
    }

    Map<AccountId, String> usernames(Collection<AccountId> ids) {
        Map<AccountId, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, username from account where id in (:ids)")
                    .param("ids", ids.stream().map(AccountId::text).toList())
                    .query(
                            row -> {
                                names.put(AccountId.parse(row.getString(1)), row.getString(2));
                            });
        }
        return names;
    }

    Optional<Account> byId(AccountId id) {
        return jdbc.sql("select * from account where id = :id")
                .param("id", id.text())
                .query((row, _) -> account(row))
                .optional();
    }

    List<Account> withRole(Role role) {
        return jdbc.sql("select * from account where role = :role order by id")
                .param("role", role.name())
                .query((row, _) -> account(row))
                .list();
    }

    boolean isEmpty() {
        return jdbc.sql("select 1 from account limit 1")
                .query((row, _) -> row.getInt(1))
                .list()
                .isEmpty();
    }

    Optional<byte[]> sealedPassword(AccountId id) {
        return jdbc.sql("select password from account where id = :id")
                .param("id", id.text())
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    void insert(Account account, byte[] sealedPassword) {
        jdbc.sql(INSERT).paramSource(row(account, sealedPassword)).update();
    }

    /// Many at once: one journey to the database takes hundreds of rows.
    void insertAll(List<Account> accounts, Function<Account, byte[]> sealedPassword) {
        batches.batchUpdate(
                INSERT,
                accounts.stream()
                        .map(account -> row(account, sealedPassword.apply(account)))
                        .toArray(SqlParameterSource[]::new));
    }

    /// Claims a name for an account; false where another account has it.
    boolean claim(LoginName name, AccountId account) {
        return jdbc.sql(CLAIM).param("name", name.value()).param("account", account.text()).update()
                == 1;
    }

    /// Claims many names; false where another account has one of them.
    boolean claimAll(Map<LoginName, AccountId> names) {
        int[] claimed =
                batches.batchUpdate(
                        CLAIM,
                        names.entrySet().stream()
                                .map(
                                        entry ->
                                                new MapSqlParameterSource(
                                                                "name", entry.getKey().value())
                                                        .addValue(
                                                                "account", entry.getValue().text()))
                                .toArray(SqlParameterSource[]::new));
        return Arrays.stream(claimed).allMatch(count -> count == 1);
    }

    void release(LoginName name, AccountId account) {
        jdbc.sql("delete from login_name where name = :name and account_id = :account")
                .param("name", name.value())
                .param("account", account.text())
                .update();
    }

    void replaceEmail(AccountId id, String email, boolean byOther) {
        jdbc.sql("update account set email = :email, email_by_other = :byOther where id = :id")
                .param("email", email)
                .param("byOther", byOther ? 1 : 0)
                .param("id", id.text())
                .update();
    }

    String noticeEmail(AccountId id) {
        return jdbc.sql("select notice_email from account where id = :id")
                .param("id", id.text())
                .query((row, _) -> row.getString(1))
                .optional()
                .orElse("");
    }

    void replaceNoticeEmail(AccountId id, String email) {
        jdbc.sql("update account set notice_email = :email where id = :id")
                .param("email", email)
                .param("id", id.text())
                .update();
    }

    boolean isEmailByOther(AccountId id) {
        return jdbc.sql("select email_by_other from account where id = :id")
                        .param("id", id.text())
                        .query((row, _) -> row.getInt(1))
                        .single()
                != 0;
    }

    void replaceStanding(AccountId id, Role role, Status status, boolean portalAccess) {
        jdbc.sql(
                        """
                        update account set role = :role, status = :status, portal_access = :access
                        where id = :id""")
                .param("role", role.name())
                .param("status", status.name())
                .param("access", portalAccess ? 1 : 0)
                .param("id", id.text())
                .update();
    }

    void delete(AccountId id) {
        jdbc.sql("delete from account where id = :id").param("id", id.text()).update();
    }

    Map<Role, Long> countByRole() {
        Map<Role, Long> counts = new EnumMap<>(Role.class);
        jdbc.sql("select role, count(*) from account group by role")
                .query(
                        row -> {
                            counts.put(Role.valueOf(row.getString(1)), row.getLong(2));
                        });
        return counts;
    }

    /// Moves the epoch forward by one; false where it is no longer the one that the caller has
    /// read.
    boolean growEpoch(AccountId id, long expected) {
        return jdbc.sql("update account set epoch = epoch + 1 where id = :id and epoch = :expected")
                        .param("id", id.text())
                        .param("expected", expected)
                        .update()
                == 1;
    }

    /// Locks the row until the transaction ends (a write: SQLite has no other lock).
    Optional<Account> lock(AccountId id) {
        jdbc.sql("update account set epoch = epoch where id = :id").param("id", id.text()).update();
        return byId(id);
    }

    void replacePassword(AccountId id, byte[] sealed, @Nullable Instant issuedUntil, Instant now) {
        jdbc.sql(
                        """
                        update account set password = :password, must_change_password = :mustChange,
                                           issued_until = :issuedUntil, by_letter = 0,
                                           password_changed_at = :now
                        where id = :id""")
                .param("password", sealed)
                .param("mustChange", issuedUntil == null ? 0 : 1)
                .param("issuedUntil", millis(issuedUntil))
                .param("now", now.toEpochMilli())
                .param("id", id.text())
                .update();
    }

    void markLetter(AccountId id) {
        jdbc.sql("update account set by_letter = 1 where id = :id").param("id", id.text()).update();
    }

    boolean isByLetter(AccountId id) {
        return jdbc.sql("select by_letter from account where id = :id")
                        .param("id", id.text())
                        .query((row, _) -> row.getInt(1))
                        .single()
                != 0;
    }

    /// Until when the passwords work that came in letters and have not been changed.
    Map<AccountId, Instant> letters(Collection<AccountId> ids) {
        Map<AccountId, Instant> until = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(
                            """
                            select id, issued_until from account
                            where id in (:ids) and by_letter <> 0 and issued_until is not null""")
                    .param("ids", ids.stream().map(AccountId::text).toList())
                    .query(
                            row -> {
                                until.put(
                                        AccountId.parse(row.getString(1)),
                                        Instant.ofEpochMilli(row.getLong(2)));
                            });
        }
        return until;
    }

    void demandPasswordChange(AccountId id, long epoch) {
        jdbc.sql(
                        """
                        update account set must_change_password = 1
                        where id = :id and epoch = :epoch""")
                .param("id", id.text())
                .param("epoch", epoch)
                .update();
    }

    /// The same password under a raised cost: nothing else changes, and only while the epoch
    /// stands.
    void rehash(AccountId id, byte[] sealed, long epoch) {
        jdbc.sql("update account set password = :password where id = :id and epoch = :epoch")
                .param("password", sealed)
                .param("id", id.text())
                .param("epoch", epoch)
                .update();
    }

    void recordLogin(AccountId id, Instant now) {
        jdbc.sql("update account set last_login_at = :now, email_by_other = 0 where id = :id")
                .param("now", now.toEpochMilli())
                .param("id", id.text())
                .update();
    }

    private static SqlParameterSource row(Account account, byte[] sealedPassword) {
        return new MapSqlParameterSource()
                .addValue("id", account.id().text())
                .addValue("username", account.username())
                .addValue("email", account.email())
                .addValue("role", account.role().name())
                .addValue("status", account.status().name())
                .addValue("access", account.portalAccess() ? 1 : 0)
                .addValue("epoch", account.epoch())
                .addValue("password", sealedPassword)
                .addValue("passwordChangedAt", account.passwordChangedAt().toEpochMilli())
                .addValue("mustChange", account.mustChangePassword() ? 1 : 0)
                .addValue("issuedUntil", millis(account.issuedUntil()))
                .addValue("createdAt", account.createdAt().toEpochMilli());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                AccountId.parse(row.getString("id")),
                row.getString("username"),
                row.getString("email"),
                Role.valueOf(row.getString("role")),
                Status.valueOf(row.getString("status")),
                row.getInt("portal_access") != 0,
                row.getLong("epoch"),
                row.getInt("must_change_password") != 0,
                nullable(row, "issued_until"),
                Instant.ofEpochMilli(row.getLong("password_changed_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                nullable(row, "last_login_at"));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
