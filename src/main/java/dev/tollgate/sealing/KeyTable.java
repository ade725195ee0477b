package dev.tollgate.sealing;

import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the database knows of its keys: their ids, a value that only the key opens, and the working
/// keys that outlive the master key they were made under.
@Component
final class KeyTable {

    /// As it was when there was one key a database.
    private static final Place CHECK = new Place("key_check", "sealed", "1");

    private static final byte[] CHECK_VALUE =
            "this database belongs to this key".getBytes(StandardCharsets.US_ASCII);

    private final JdbcClient jdbc;
    private final Transactions transactions;

    KeyTable(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// In the order in which they came.
    List<KnownKey> all() {
        return transactions.read(
                () ->
                        jdbc.sql("select id, state, since from key_ring order by made_at, id")
                                .query(
                                        (row, _) ->
                                                new KnownKey(
                                                        row.getString("id"),
                                                        State.valueOf(row.getString("state")),
                                                        Instant.ofEpochMilli(row.getLong("since"))))
                                .list());
    }

    /// Keeps every other change of the keys waiting until the end of the open transaction. It is
    /// the oldest key's row that is locked, which stays the same one: whoever waited for that of
    /// the current key would hold nothing once another has become current meanwhile.
    void lock() {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        update key_ring set since = since
                        where id = (select id from key_ring order by made_at, id limit 1)""")
                .update();
    }

    /// Names a key as current; false where one is current already. It comes after all that are
    /// there, whatever the clock says.
    boolean insertCurrent(MasterKey key, byte[] nonce, Instant now) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                insert into key_ring (id, state, sealed, since, made_at)
                                values (:id, 'CURRENT', :sealed, :now,
                                        coalesce((select max(made_at) + 1 from key_ring
                                                  where made_at >= :now), :now))
                                on conflict do nothing""")
                        .param("id", key.id())
                        .param("sealed", key.seal(CHECK, CHECK_VALUE, nonce))
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    void setState(String id, State state, Instant now) {
        Transactions.requireOpen();
        jdbc.sql("update key_ring set state = :state, since = :now where id = :id")
                .param("state", state.name())
                .param("now", now.toEpochMilli())
                .param("id", id)
                .update();
    }

    /// @throws KeyException if the check value does not open under the key of its id
    void verify(MasterKey key) {
        byte[] sealed =
                transactions.read(
                        () ->
                                jdbc.sql("select sealed from key_ring where id = :id")
                                        .param("id", key.id())
                                        .query((row, _) -> row.getBytes(1))
                                        .single());
        key.open(CHECK, sealed);
    }

    Optional<byte[]> workingKey(String purpose) {
        return transactions.read(
                () ->
                        jdbc.sql("select sealed from working_key where purpose = :purpose")
                                .param("purpose", purpose)
                                .query((row, _) -> row.getBytes(1))
                                .optional());
    }

    /// Of several at once the first stays.
    void addWorkingKey(String purpose, byte[] sealed) {
        transactions.write(
                () -> {
                    jdbc.sql(
                                    """
                                    insert into working_key (purpose, sealed)
                                    values (:purpose, :sealed) on conflict do nothing""")
                            .param("purpose", purpose)
                            .param("sealed", sealed)
                            .update();
                });
    }

    void clearWorkingKeys() {
        Transactions.requireOpen();
        jdbc.sql("delete from working_key").update();
    }

    static Place workingKeyPlace(String purpose) {
        return new Place("working_key", "sealed", purpose);
    }
}
