package dev.tollgate.session;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The row of a live session, as [Sessions] finds it.
final class SessionRow {

    static final String LIVE =
            """
            select session.*, account.username, account.role, account.must_change_password,
                   exists (select 1 from second_factor
                           where second_factor.account_id = account.id) as enrolled
            from session join account on account.id = session.account_id
            where account.epoch = session.epoch and account.status = 'ACTIVE' and account.portal_access = 1
              and (session.second_factor_at is not null or session.device_id is not null or not exists
                   (select 1 from second_factor where second_factor.account_id = account.id))
              and session.last_seen_at > :seenAfter and session.created_at > :createdAfter
            """;

    private SessionRow() {}

    /// @param demanded whether policy demands a second factor of its account now
    /// @param provenAfter after which instant a proof is to have been given; `null` where none is
    ///     demanded
    static PortalSession read(ResultSet row, boolean demanded, @Nullable Instant provenAfter)
            throws SQLException {
        Instant provenAt = nullable(row, "proven_at");
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
                provenAfter != null && (provenAt == null || !provenAt.isAfter(provenAfter)),
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
