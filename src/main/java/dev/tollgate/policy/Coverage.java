package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.storage.Transactions;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How many of those who may log in have a second factor. Disabled accounts and those without
/// portal access are in no count.
@Component
public final class Coverage {

    private static final String COUNTS =
            """
            select account.role, count(*) as accounts, count(second_factor.since) as enrolled,
                   sum(case when second_factor.since is null and account.last_login_at is null
                       then 1 else 0 end) as never,
                   sum(case when second_factor.since is null and account.email = ''
                       then 1 else 0 end) as no_email
            from account
            left join second_factor on second_factor.account_id = account.id
            where account.status = 'ACTIVE' and account.portal_access = 1
            group by account.role
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Coverage(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// By role; a role that nobody has is left out.
    public Map<Role, Count> byRole() {
        Map<Role, Count> counts = new EnumMap<>(Role.class);
        transactions.read(
                () -> {
                    jdbc.sql(COUNTS)
                            .query(
                                    row -> {
                                        counts.put(
                                                Role.valueOf(row.getString("role")),
                                                new Count(
                                                        row.getLong("accounts"),
                                                        row.getLong("enrolled"),
                                                        row.getLong("never"),
                                                        row.getLong("no_email")));
                                    });
                    return counts;
                });
        return counts;
    }

    /// Of some accounts.
    ///
    /// @param accounts all of them
    /// @param enrolled those with a second factor
    /// @param neverLoggedIn of those without
    /// @param noEmail of those without
    public record Count(long accounts, long enrolled, long neverLoggedIn, long noEmail) {

        public static final Count NONE = new Count(0, 0, 0, 0);

        public static Count sum(Collection<Count> counts) {
            return counts.stream().reduce(NONE, Count::plus);
        }

        public long missing() {
            return accounts - enrolled;
        }

        private Count plus(Count other) {
            return new Count(
                    accounts + other.accounts,
                    enrolled + other.enrolled,
                    neverLoggedIn + other.neverLoggedIn,
                    noEmail + other.noEmail);
        }
    }
}
