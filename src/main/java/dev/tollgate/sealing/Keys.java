package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds the key of this database when the program starts.
///
/// A key is made only when the database holds no key id yet, and it is on the disk before the first
/// row is sealed under it. Ever after the database's check value must open under the key that is
/// there; with a missing or another key the program refuses to start.
@Component
final class Keys {

    private static final Place CHECK = new Place("key_check", "sealed", "1");
    private static final byte[] CHECK_VALUE =
            "this database belongs to this key".getBytes(StandardCharsets.US_ASCII);

    private final SealingProperties properties;
    private final KeyFile file;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RandomSource random;
    private final Clock clock;

    Keys(
            SealingProperties properties,
            DataDirectory directory,
            JdbcClient jdbc,
            Transactions transactions,
            RandomSource random,
            Clock clock) {
        this.properties = properties;
        this.file =
                new KeyFile(
                        properties.keyFile().isEmpty()
                                ? directory.resolve("tollgate.key")
                                : Path.of(properties.keyFile()));
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /// @throws KeyException if the key is missing or not this database's
    MasterKey load() {
        MasterKey key = given().orElseGet(() -> transactions.write(this::makeForNewDatabase));
        register(key);
        verify(key);
        return key;
    }

    private Optional<MasterKey> given() {
        if (properties.key().isEmpty()) {
            return file.read();
        }
        try {
            return Optional.of(MasterKey.parse(properties.key()));
        } catch (IllegalArgumentException e) {
            throw new KeyException(
                    "tollgate.key does not hold a key", "it must be the base64 of 32 bytes", e);
        }
    }

    /// The check row is claimed first, so of two programs that start at once on an empty database
    /// one makes the key and the other waits for it, and no key is ever written over another. A
    /// power cut before the commit leaves a key file that the next start takes.
    private MasterKey makeForNewDatabase() {
        MasterKey key = MasterKey.of(random.bytes(MasterKey.BYTES));
        if (!register(key)) {
            return file.read().orElseThrow(this::missing);
        }
        file.write(key);
        return key;
    }

    private KeyException missing() {
        return new KeyException(
                "the key " + knownKeyId().orElseThrow() + " of this database is missing",
                "put the key file back at "
                        + file
                        + " (or set TOLLGATE_KEY); it is not in the"
                        + " database and cannot be made anew");
    }

    /// Names the key in the database; false where one is named there already.
    private boolean register(MasterKey key) {
        byte[] sealed = new Sealer(key, random).seal(CHECK, CHECK_VALUE);
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                insert into key_check (id, key_id, sealed, created_at)
                                                values (1, :keyId, :sealed, :now)
                                                on conflict (id) do nothing""")
                                        .param("keyId", key.id())
                                        .param("sealed", sealed)
                                        .param("now", clock.instant().toEpochMilli())
                                        .update())
                == 1;
    }

    private void verify(MasterKey key) {
        String known = transactions.read(this::knownKeyId).orElseThrow();
        if (!known.equals(key.id())) {
            throw new KeyException(
                    "the key " + key.id() + " is not the key " + known + " of this database",
                    "put the right key at " + file + " (or into TOLLGATE_KEY)");
        }
        byte[] sealed =
                transactions.read(
                        () ->
                                jdbc.sql("select sealed from key_check where id = 1")
                                        .query((row, _) -> row.getBytes(1))
                                        .single());
        new Sealer(key, random).open(CHECK, sealed);
    }

    private Optional<String> knownKeyId() {
        return jdbc.sql("select key_id from key_check where id = 1")
                .query((row, _) -> row.getString(1))
                .optional();
    }
}
