package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.NumberOrder;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who still has to set up a second factor, and why not yet. Disabled accounts and those without
/// portal access are not among them.
@Component
public final class RollOut {

    public static final int PAGE = 50;

    /// Of whom both lists and reminders speak.
    static final String MISSING =
            """
            from account
            left join extension on extension.account_id = account.id
            where account.status = 'ACTIVE' and account.portal_access = 1
              and account.role in (:roles)
              and not exists (select 1 from second_factor
                              where second_factor.account_id = account.id)
              and (:reason = ''
                   or (:reason = 'NEVER_LOGGED_IN' and account.last_login_at is null)
                   or (:reason = 'NO_EMAIL' and account.email = '')
                   or (:reason = 'NOT_SET_UP' and account.last_login_at is not null
                       and account.email <> ''))
            """;

    private static final String PLACE = NumberOrder.placeOf("account.username");

    private static final String LIST =
            """
            select account.*, extension.name,
                   (select max(told_at) from set_up_reminder
                    where set_up_reminder.account_id = account.id) as reminded_at
            """
                    + MISSING
                    + " and "
                    + PLACE
                    + " > "
                    + NumberOrder.placeOf("cast(:after as varchar(64))")
                    + " order by "
                    + PLACE
                    + " limit :limit";

    private static final String NO_MAIL_REACHES =
            MISSING
                    + " and account.email = '' and extension.number is not null order by "
                    + NumberOrder.placeOf("extension.number")
                    + " limit :limit";

    private final Policies policies;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    RollOut(Policies policies, JdbcClient jdbc, Transactions transactions) {
        this.policies = policies;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// By user name, short ones first; one more than a page holds where another follows.
    public List<Missing> missing(MissingQuery query) {
        return missing(query, PAGE + 1);
    }

    List<Missing> missing(MissingQuery query, int limit) {
        Set<String> roles = names(roles(query));
        return transactions.read(
                () ->
                        of(LIST, roles, query)
                                .param("after", query.after())
                                .param("limit", limit)
                                .query((row, _) -> missing(row))
                                .list());
    }

    public long count(MissingQuery query) {
        Set<String> roles = names(roles(query));
        return transactions.read(
                () ->
                        of("select count(*) " + MISSING, roles, query)
                                .query((row, _) -> row.getLong(1))
                                .single());
    }

    /// Numbers of the extensions of a query whom no mail reaches: they need a letter.
    ///
    /// @param limit at most so many
    public List<String> forLetters(MissingQuery query, int limit) {
        return transactions.read(
                () ->
                        of("select extension.number " + NO_MAIL_REACHES, names(roles(query)), query)
                                .param("limit", limit)
                                .query((row, _) -> row.getString(1))
                                .list());
    }

    /// Whom the count is of: the roles that must have a second factor, now or from some day on;
    /// where none must, everybody.
    public Set<Role> concerned() {
        Set<Role> mandatory = policies.current().mandatoryFor();
        return mandatory.isEmpty() ? EnumSet.allOf(Role.class) : mandatory;
    }

    JdbcClient.StatementSpec of(String sql, Set<String> roles, MissingQuery query) {
        return jdbc.sql(sql)
                .param("roles", roles)
                .param("reason", query.reason() == null ? "" : query.reason().name());
    }

    Set<Role> roles(MissingQuery query) {
        return query.role() == null ? concerned() : Set.of(query.role());
    }

    static Set<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).collect(Collectors.toSet());
    }

    private static Missing missing(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new Missing(
                AccountId.parse(row.getString("id")),
                row.getString("username"),
                name == null ? "" : name,
                name != null,
                Role.valueOf(row.getString("role")),
                row.getString("email"),
                instant(row, "last_login_at"),
                instant(row, "reminded_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
