package dev.tollgate.extension;

import dev.tollgate.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads who is a super administrator without an extension. In the caller's transaction.
@Component
final class AdministratorStore {

    private final JdbcClient jdbc;

    AdministratorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Oldest first.
    List<Administrator> all() {
        return jdbc.sql(
                        """
                        select account.id, account.username, account.email, account.last_login_at,
                               account.status, account.portal_access, second_factor.since
                        from account
                        left join second_factor on second_factor.account_id = account.id
                        where account.role = 'SUPER_ADMINISTRATOR'
                          and not exists (select 1 from extension
                                          where extension.account_id = account.id)
                        order by account.id""")
                .query((row, _) -> administrator(row))
                .list();
    }

    private static Administrator administrator(ResultSet row) throws SQLException {
        return new Administrator(
                AccountId.parse(row.getString("id")),
                row.getString("username"),
                row.getString("email"),
                instant(row, "since"),
                instant(row, "last_login_at"),
                row.getString("status").equals("ACTIVE") && row.getInt("portal_access") != 0);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
