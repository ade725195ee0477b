package dev.tollgate.factor.totp;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// An account's confirmed authenticators, up to three.
@Component
public final class Authenticators {

    public static final int MOST = 3;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Ids ids;

    Authenticators(JdbcClient jdbc, Transactions transactions, Sealer sealer, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// Oldest first.
    public List<Authenticator> of(AccountId account) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select id, name, created_at, last_used_at from totp
                                        where account_id = :account order by created_at, id""")
                                .param("account", account.text())
                                .query((row, _) -> authenticator(row))
                                .list());
    }

    /// Adds one in the open transaction.
    ///
    /// @param confirmedStep the step whose code confirmed it: spent, here as everywhere
    public void add(
            AccountId account, String name, TotpSecret secret, long confirmedStep, Instant now) {
        Transactions.requireOpen();
        String id = ids.next(now).toString();
        jdbc.sql(
                        """
                        insert into totp (id, account_id, name, secret, last_step, created_at, last_used_at)
                        values (:id, :account, :name, :secret, :step, :now, :now)""")
                .param("id", id)
                .param("account", account.text())
                .param("name", name)
                .param("secret", sealer.seal(place(id), secret.bytes()))
                .param("step", confirmedStep)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Renames one in the open transaction; false where it is not this account's.
    public boolean rename(AccountId account, String id, String name) {
        Transactions.requireOpen();
        return jdbc.sql("update totp set name = :name where id = :id and account_id = :account")
                        .param("name", name)
                        .param("id", id)
                        .param("account", account.text())
                        .update()
                == 1;
    }

    /// Removes one in the open transaction, never the last; false where it is not this account's.
    public boolean removeButLast(AccountId account, String id) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                delete from totp where id = :id and account_id = :account
                                  and exists (select 1 from totp other
                                              where other.account_id = :account and other.id <> :id)""")
                        .param("id", id)
                        .param("account", account.text())
                        .update()
                == 1;
    }

    /// Removes all in the open transaction.
    public void removeAll(AccountId account) {
        Transactions.requireOpen();
        jdbc.sql("delete from totp where account_id = :account")
                .param("account", account.text())
                .update();
    }

    /// What verifying needs. Nothing outside this package sees it.
    List<Stored> stored(AccountId account) {
        return jdbc.sql("select id, secret, last_step from totp where account_id = :account")
                .param("account", account.text())
                .query(
                        (row, _) ->
                                new Stored(
                                        row.getString(1),
                                        open(row.getString(1), row.getBytes(2)),
                                        row.getLong(3)))
                .list();
    }

    /// Spends one step: the only statement that accepts a code, and it only moves forward, so of
    /// any number of parallel tries one gets the row.
    boolean spend(String id, long step, Instant now) {
        return jdbc.sql(
                                """
                                update totp set last_step = :step, last_used_at = :now
                                where id = :id and last_step < :step""")
                        .param("step", step)
                        .param("now", now.toEpochMilli())
                        .param("id", id)
                        .update()
                == 1;
    }

    private TotpSecret open(String id, byte[] sealed) {
        return TotpSecret.of(sealer.open(place(id), sealed));
    }

    private static Place place(String id) {
        return new Place("totp", "secret", id);
    }

    private static Authenticator authenticator(ResultSet row) throws SQLException {
        long used = row.getLong("last_used_at");
        return new Authenticator(
                row.getString("id"),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.wasNull() ? null : Instant.ofEpochMilli(used));
    }

    /// One authenticator with its secret.
    record Stored(String id, TotpSecret secret, long lastStep) {}
}
