package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Source;
import dev.tollgate.policy.Policies;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the mandates: a row for each, made of a [StepUp] and of nothing else.
@Component
public final class Mandates {

    /// However long the work takes.
    public static final Duration LIFE = Duration.ofHours(24);

    private static final String GOOD =
            """
            select mandate.*, account.role,
                   exists (select 1 from second_factor
                           where second_factor.account_id = account.id) as enrolled
            from mandate join account on account.id = mandate.account_id
            where mandate.id = :id and mandate.expires_at > :now
              and account.epoch = mandate.epoch and account.status = 'ACTIVE'
              and account.portal_access = 1
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Accounts accounts;
    private final Policies policies;
    private final Ids ids;

    Mandates(
            JdbcClient jdbc,
            Transactions transactions,
            Accounts accounts,
            Policies policies,
            Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.accounts = accounts;
        this.policies = policies;
        this.ids = ids;
    }

    /// Gives one in the open transaction that starts the work.
    ///
    /// @return its id, no secret: it opens nothing to whoever knows it
    public String give(StepUp stepUp, Purpose purpose, Source source, Instant now) {
        Transactions.requireOpen();
        stepUp.require(purpose);
        jdbc.sql("delete from mandate where expires_at <= :now")
                .param("now", now.toEpochMilli())
                .update();
        String id = ids.next(now).toString();
        PortalSession session = stepUp.session();
        jdbc.sql(
                        """
                        insert into mandate (id, account_id, purpose, epoch, session, address,
                                             user_agent, given_at, expires_at)
                        values (:id, :account, :purpose, :epoch, :session, :address, :userAgent,
                                :now, :until)""")
                .param("id", id)
                .param("account", session.account().text())
                .param("purpose", purpose.name())
                .param("epoch", session.epoch())
                .param("session", session.digest())
                .param("address", source.address())
                .param("userAgent", source.userAgent())
                .param("now", now.toEpochMilli())
                .param("until", now.plus(LIFE).toEpochMilli())
                .update();
        return id;
    }

    /// One that is good now. Like their sessions, it is worth nothing while its owner has to set up
    /// a second factor first.
    public Optional<Mandate> find(String id, Instant now) {
        return transactions.read(
                () ->
                        jdbc.sql(GOOD)
                                .param("id", id)
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> mayAct(row, now) ? mandate(row) : null)
                                .optional());
    }

    /// Locks its owner in the open transaction and insists that it is good still.
    ///
    /// @throws StaleSessionException where it is not: the whole transaction is given up
    void hold(Mandate mandate, Instant now) {
        boolean unchanged =
                accounts.lock(mandate.account())
                        .filter(Account::hasAccess)
                        .filter(account -> account.epoch() == mandate.epoch())
                        .isPresent();
        if (!unchanged || find(mandate.id(), now).isEmpty()) {
            throw StaleSessionException.because("the mandate has ended");
        }
    }

    private boolean mayAct(ResultSet row, Instant now) throws SQLException {
        return row.getBoolean("enrolled")
                || !policies.demandsSecondFactor(Role.valueOf(row.getString("role")), now);
    }

    private static Mandate mandate(ResultSet row) throws SQLException {
        return new Mandate(
                row.getString("id"),
                AccountId.parse(row.getString("account_id")),
                row.getLong("epoch"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("session"),
                new Source(row.getString("address"), row.getString("user_agent")));
    }
}
