package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the logins between password and code. Each lives five minutes, ten under the hard stop, is
/// consumed once, and dies when the account's epoch moves on.
@Component
public final class HalfSessions implements Perishable {

    public static final Duration LIFE = Duration.ofMinutes(5);
    public static final Duration LIFE_UNDER_HARD_STOP = Duration.ofMinutes(10);

    /// Long enough that a server which was down tells of them when it is up again.
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private static final String LIVE =
            """
            select half_session.* from half_session
            join account on account.id = half_session.account_id
            where half_session.digest = :digest and half_session.expires_at > :now
              and account.epoch = half_session.epoch and account.status = 'ACTIVE' and account.portal_access = 1
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RandomSource random;

    HalfSessions(JdbcClient jdbc, Transactions transactions, RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
    }

    /// Opens one in the transaction that settles the password.
    ///
    /// @param life [#LIFE], or [#LIFE_UNDER_HARD_STOP]
    /// @param browser the id of the known browser that asks, or `null`
    public Token open(
            Account account,
            Duration life,
            String nextPath,
            Source source,
            @Nullable String browser,
            Instant now) {
        Transactions.requireOpen();
        Token token = Token.random(random);
        jdbc.sql(
                        """
                        insert into half_session (digest, account_id, epoch, created_at, expires_at,
                                                  next_path, right_codes, wrong_codes, address,
                                                  user_agent, browser_id, waiting_since)
                        values (:digest, :account, :epoch, :now, :expires, :next, 0, 0, :address,
                                :userAgent, :browser, :now)""")
                .param("digest", token.digest())
                .param("account", account.id().text())
                .param("epoch", account.epoch())
                .param("now", now.toEpochMilli())
                .param("expires", now.plus(life).toEpochMilli())
                .param("next", nextPath)
                .param("address", source.address())
                .param("userAgent", source.userAgent())
                .param("browser", browser)
                .update();
        return token;
    }

    public Optional<HalfSession> find(Token token, Instant now) {
        return transactions.read(
                () ->
                        jdbc.sql(LIVE)
                                .param("digest", token.digest())
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> halfSession(row))
                                .optional());
    }

    /// Whose it is or was, as long as the row is there.
    public Optional<AccountId> accountOf(Token token) {
        return transactions.read(
                () ->
                        jdbc.sql("select account_id from half_session where digest = :digest")
                                .param("digest", token.digest())
                                .query((row, _) -> AccountId.parse(row.getString(1)))
                                .optional());
    }

    /// Reads it again in the open transaction of a caller who has locked the account; empty where
    /// another request has consumed it.
    public Optional<HalfSession> again(HalfSession halfSession, Instant now) {
        Transactions.requireOpen();
        return jdbc.sql(LIVE)
                .param("digest", halfSession.digest())
                .param("now", now.toEpochMilli())
                .query((row, _) -> halfSession(row))
                .optional();
    }

    /// Keeps the count of codes under the hard stop.
    public void count(HalfSession halfSession, int rightCodes, int wrongCodes) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        update half_session set right_codes = :right, wrong_codes = :wrong
                        where digest = :digest""")
                .param("right", rightCodes)
                .param("wrong", wrongCodes)
                .param("digest", halfSession.digest())
                .update();
    }

    /// Gives it the longer life of the hard stop, counted from its beginning, where the stop came
    /// after it was opened.
    public void prolong(HalfSession halfSession) {
        Transactions.requireOpen();
        jdbc.sql("update half_session set expires_at = :expires where digest = :digest")
                .param("expires", halfSession.createdAt().plus(LIFE_UNDER_HARD_STOP).toEpochMilli())
                .param("digest", halfSession.digest())
                .update();
    }

    /// Consumes it in the open transaction of a caller who has locked the account.
    public void consume(HalfSession halfSession) {
        Transactions.requireOpen();
        jdbc.sql("delete from half_session where digest = :digest")
                .param("digest", halfSession.digest())
                .update();
    }

    /// Ends it, as "Not you?" does. The row stays a while: that the password was known is still to
    /// be told.
    public void drop(Token token) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update half_session set expires_at = 0
                                        where digest = :digest""")
                                .param("digest", token.digest())
                                .update());
    }

    /// Puts a half-session in the place of an earlier one of the same account and browser, whose
    /// owner has typed the password again. The silence goes on from where it began: typing it again
    /// and again does not hide it.
    public void supersede(Token earlier, Token later) {
        transactions.write(
                () -> {
                    int superseded =
                            jdbc.sql(
                                            """
                                            update half_session set waiting_since =
                                                (select earlier.waiting_since
                                                 from half_session as earlier
                                                 where earlier.digest = :earlier)
                                            where digest = :later and exists
                                                (select 1 from half_session as earlier
                                                 where earlier.digest = :earlier
                                                   and earlier.account_id = half_session.account_id
                                                   and earlier.told = 0)""")
                                    .param("earlier", earlier.digest())
                                    .param("later", later.digest())
                                    .update();
                    if (superseded == 1) {
                        jdbc.sql("delete from half_session where digest = :earlier")
                                .param("earlier", earlier.digest())
                                .update();
                    }
                });
    }

    /// Those that have stayed without a right code since an instant or longer and of which the
    /// owner has not been told; those of a former epoch are no news.
    public List<HalfSession> silentSince(Instant since, int limit) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select half_session.* from half_session
                                        join account on account.id = half_session.account_id
                                        where half_session.told = 0
                                          and half_session.waiting_since <= :since
                                          and account.epoch = half_session.epoch
                                        order by half_session.waiting_since limit :limit""")
                                .param("since", since.toEpochMilli())
                                .param("limit", limit)
                                .query((row, _) -> halfSession(row))
                                .list());
    }

    /// Notes in the open transaction that the owner is told; false where another node does it, or a
    /// right code has come meanwhile.
    public boolean markTold(HalfSession halfSession) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                update half_session set told = 1
                                where digest = :digest and told = 0""")
                        .param("digest", halfSession.digest())
                        .update()
                == 1;
    }

    /// Forgets those that have been over for a while.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from half_session where created_at < :before")
                                .param("before", now.minus(KEPT_FOR).toEpochMilli())
                                .update());
    }

    private static HalfSession halfSession(ResultSet row) throws SQLException {
        return new HalfSession(
                row.getString("digest"),
                AccountId.parse(row.getString("account_id")),
                row.getLong("epoch"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                row.getString("next_path"),
                row.getInt("right_codes"),
                row.getInt("wrong_codes"),
                new Source(row.getString("address"), row.getString("user_agent")),
                row.getString("browser_id"));
    }
}
