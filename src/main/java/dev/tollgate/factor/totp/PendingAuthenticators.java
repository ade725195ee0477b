package dev.tollgate.factor.totp;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Token;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The authenticators being set up. Each lives ten minutes and belongs to one account, one session
/// and one page address; a new one takes the place of the one before.
@Component
public final class PendingAuthenticators implements Perishable {

    public static final Duration LIFE = Duration.ofMinutes(10);

    /// How long an expired one is still known, so that the page can say what became of it.
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final RandomSource random;

    PendingAuthenticators(
            JdbcClient jdbc, Transactions transactions, Sealer sealer, RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.random = random;
    }

    /// Makes a secret and stores it in the open transaction.
    ///
    /// @param session digest of the session that may go on with it
    /// @param replaces the authenticator that it is to take the place of, or `null`
    /// @return the random part of the page's address
    public Token begin(
            AccountId account, String session, long epoch, @Nullable String replaces, Instant now) {
        dropAll(account);
        Token handle = Token.random(random);
        byte[] secret = TotpSecret.random(random).bytes();
        jdbc.sql(
                        """
                        insert into totp_pending (digest, account_id, session_digest, epoch, replaces,
                                                  secret, failures, created_at, expires_at)
                        values (:handle, :account, :session, :epoch, :replaces, :secret, 0, :now, :expires)""")
                .param("handle", handle.digest())
                .param("account", account.text())
                .param("session", session)
                .param("epoch", epoch)
                .param("replaces", replaces)
                .param("secret", sealer.seal(place(handle.digest()), secret))
                .param("now", now.toEpochMilli())
                .param("expires", now.plus(LIFE).toEpochMilli())
                .update();
        return handle;
    }

    /// The one at this address, if it was begun in this session. It may have expired.
    public Optional<PendingAuthenticator> find(Token handle, String session) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select * from totp_pending
                                        where digest = :handle and session_digest = :session""")
                                .param("handle", handle.digest())
                                .param("session", session)
                                .query((row, _) -> pending(row))
                                .optional());
    }

    /// Takes it out in the open transaction; false where it was cancelled or taken meanwhile.
    public boolean take(PendingAuthenticator pending) {
        Transactions.requireOpen();
        return jdbc.sql("delete from totp_pending where digest = :handle")
                        .param("handle", pending.handle())
                        .update()
                == 1;
    }

    /// Books one try against its own limit, before the code is looked at; false where none is left.
    public boolean bookTry(PendingAuthenticator pending, int limit) {
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                update totp_pending set failures = failures + 1
                                                where digest = :handle and failures < :limit""")
                                        .param("handle", pending.handle())
                                        .param("limit", limit)
                                        .update())
                == 1;
    }

    /// Drops whatever an account has begun, in the open transaction.
    public void dropAll(AccountId account) {
        Transactions.requireOpen();
        jdbc.sql("delete from totp_pending where account_id = :account")
                .param("account", account.text())
                .update();
    }

    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from totp_pending where expires_at < :before")
                                .param("before", now.minus(REMEMBERED).toEpochMilli())
                                .update());
    }

    private PendingAuthenticator pending(ResultSet row) throws SQLException {
        String handle = row.getString("digest");
        return new PendingAuthenticator(
                handle,
                AccountId.parse(row.getString("account_id")),
                row.getString("session_digest"),
                row.getLong("epoch"),
                row.getString("replaces"),
                TotpSecret.of(sealer.open(place(handle), row.getBytes("secret"))),
                row.getInt("failures"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")));
    }

    private static Place place(String handle) {
        return new Place("totp_pending", "secret", handle);
    }
}
