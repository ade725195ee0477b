package dev.tollgate.factor.device;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows behind the trusted devices. Every method runs in the caller's transaction.
@Component
final class TrustedDeviceStore {

    private static final String LIVE =
            """
            trusted_device.account_id = :account and trusted_device.epoch = :epoch
              and trusted_device.expires_at > :now and trusted_device.added_at > :addedAfter
            """;

    private final JdbcClient jdbc;
    private final Ids ids;

    TrustedDeviceStore(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    String add(TrustTerms terms, Source source, Instant now) {
        String id = ids.next(now).toString();
        jdbc.sql(
                        """
                        insert into trusted_device (id, account_id, epoch, user_agent, address,
                                                    added_at, expires_at)
                        values (:id, :account, :epoch, :userAgent, :address, :now, :expires)""")
                .param("id", id)
                .param("account", terms.account().text())
                .param("epoch", terms.epoch())
                .param("userAgent", source.userAgent())
                .param("address", source.address())
                .param("now", now.toEpochMilli())
                .param("expires", now.plus(terms.life()).toEpochMilli())
                .update();
        return id;
    }

    /// A live device's token, in whatever state.
    Optional<Presented> find(TrustTerms terms, Token token, Instant now) {
        return live(
                        """
                        select trusted_device_token.device_id, trusted_device_token.state,
                               trusted_device.expires_at
                        from trusted_device_token
                        join trusted_device on trusted_device.id = trusted_device_token.device_id
                        where trusted_device_token.digest = :digest and\s"""
                                + LIVE,
                        terms,
                        now)
                .param("digest", token.digest())
                .query((row, _) -> presented(row))
                .optional();
    }

    List<TrustedDevice> list(TrustTerms terms, Optional<Token> brought, Instant now) {
        String digest = brought.map(Token::digest).orElse("");
        return live(
                        """
                        select trusted_device.*, exists
                               (select 1 from trusted_device_token
                                where trusted_device_token.device_id = trusted_device.id
                                  and trusted_device_token.digest = :digest) as is_current
                        from trusted_device where\s"""
                                + LIVE
                                + " order by is_current desc,"
                                + " coalesce(last_used_at, added_at) desc, id desc",
                        terms,
                        now)
                .param("digest", digest)
                .query((row, _) -> device(row, terms))
                .list();
    }

    void noteUse(String device, Source source, Instant now) {
        jdbc.sql(
                        """
                        update trusted_device
                        set last_used_at = :now, user_agent = :userAgent, address = :address
                        where id = :device""")
                .param("now", now.toEpochMilli())
                .param("userAgent", source.userAgent())
                .param("address", source.address())
                .param("device", device)
                .update();
    }

    void addToken(String device, Token token) {
        jdbc.sql(
                        """
                        insert into trusted_device_token (digest, device_id, state)
                        values (:digest, :device, :state)""")
                .param("digest", token.digest())
                .param("device", device)
                .param("state", TokenState.SUCCESSOR.name())
                .update();
    }

    /// The token is the device's; every other one that it has held is spent.
    void makePresent(String device, Token token) {
        jdbc.sql(
                        """
                        update trusted_device_token
                        set state = case when digest = :digest then 'PRESENT' else 'SPENT' end
                        where device_id = :device""")
                .param("digest", token.digest())
                .param("device", device)
                .update();
    }

    boolean remove(AccountId account, String device) {
        return jdbc.sql("delete from trusted_device where id = :device and account_id = :account")
                        .param("device", device)
                        .param("account", account.text())
                        .update()
                == 1;
    }

    int removeAll(AccountId account) {
        return jdbc.sql("delete from trusted_device where account_id = :account")
                .param("account", account.text())
                .update();
    }

    /// Also what an epoch has left behind.
    void purge(Instant now) {
        jdbc.sql(
                        """
                        delete from trusted_device
                        where expires_at <= :now or epoch <>
                              (select account.epoch from account
                               where account.id = trusted_device.account_id)""")
                .param("now", now.toEpochMilli())
                .update();
    }

    private JdbcClient.StatementSpec live(String sql, TrustTerms terms, Instant now) {
        return jdbc.sql(sql)
                .param("account", terms.account().text())
                .param("epoch", terms.epoch())
                .param("now", now.toEpochMilli())
                .param("addedAfter", terms.addedAfter(now).toEpochMilli());
    }

    private static Presented presented(ResultSet row) throws SQLException {
        return new Presented(
                row.getString(1),
                TokenState.valueOf(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)));
    }

    private static TrustedDevice device(ResultSet row, TrustTerms terms) throws SQLException {
        long lastUsed = row.getLong("last_used_at");
        Instant lastUsedAt = row.wasNull() ? null : Instant.ofEpochMilli(lastUsed);
        Instant addedAt = Instant.ofEpochMilli(row.getLong("added_at"));
        Instant promised = Instant.ofEpochMilli(row.getLong("expires_at"));
        Instant permitted = addedAt.plus(terms.life());
        return new TrustedDevice(
                row.getString("id"),
                row.getString("user_agent"),
                row.getString("address"),
                addedAt,
                lastUsedAt,
                promised.isBefore(permitted) ? promised : permitted,
                row.getBoolean("is_current"));
    }

    /// What a token of a device's cookie is. The names are stored.
    enum TokenState {
        /// Given out, and not come back yet.
        SUCCESSOR,
        /// The last that came back. It stays good until one of its successors comes: an answer may
        /// be lost on its way, and two tabs may log in at once.
        PRESENT,
        /// Replaced by one that has come back.
        SPENT
    }

    /// A token that came.
    record Presented(String device, TokenState state, Instant expiresAt) {}
}
