package dev.tollgate.session;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a session from the row that [Sessions] has found.
final class SessionRow {

    private SessionRow() {}

    /// @param demanded whether policy demands a second factor of its account now
    static PortalSession read(ResultSet row, boolean demanded) throws SQLException {
        String purpose = row.getString("confirmed_purpose");
        return new PortalSession(
                row.getString("digest"),
                AccountId.parse(row.getString("account_id")),
                row.getString("username"),
                Role.valueOf(row.getString("role")),
                row.getLong("epoch"),
                row.getInt("must_change_password") != 0,
                row.getBoolean("enrolled"),
                demanded,
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("last_seen_at")),
                row.getString("address"),
                row.getString("user_agent"),
                Instant.ofEpochMilli(row.getLong("password_at")),
                nullable(row, "second_factor_at"),
                row.getString("second_factor"),
                purpose == null ? null : Purpose.valueOf(purpose),
                nullable(row, "confirmed_at"));
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
