package dev.tollgate.sealing;

import dev.tollgate.sealing.KnownKey.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The keys of this database while the program runs. Another program may turn them, so this one
/// asks the database which is current, and reads file or setting anew where it meets a key that it
/// has not got.
///
/// Safe for use by many threads.
final class StoredKeyRing implements KeyRing {

    /// So long after another program made a key current, this one may still seal under the one
    /// before.
    static final Duration FRESH = Duration.ofSeconds(10);

    /// The working key of keyed hashes. What was hashed cannot be hashed anew, so this key stays
    /// when the master key is turned; it is sealed like any other value.
    static final String HASHING = "hash";

    private final KeySource source;
    private final KeyTable table;
    private final Clock clock;
    private final Map<String, MasterKey> keys = new ConcurrentHashMap<>();
    private final Map<String, SecretKey> signing = new ConcurrentHashMap<>();
    private final SecretKey hashing;
    private volatile Reading reading;

    /// @throws KeyException if a key is missing or not this database's
    StoredKeyRing(KeySource source, KeyTable table, Clock clock) {
        this.source = source;
        this.table = table;
        this.clock = clock;
        this.reading = read();
        for (KnownKey known : table.all()) {
            if (known.isNeeded()) {
                table.verify(find(known.id()));
            }
        }
        this.hashing = workingKey(HASHING).orElseThrow();
    }

    @Override
    public MasterKey current() {
        Duration age = Duration.between(reading.at(), clock.instant()).abs();
        if (age.compareTo(FRESH) > 0) {
            reread();
        }
        return find(reading.current());
    }

    @Override
    public void reread() {
        reading = read();
    }

    /// A key that was here once stays while the program runs, whatever becomes of the file.
    @Override
    public MasterKey find(String id) {
        if (!keys.containsKey(id)) {
            source.read().forEach(key -> keys.put(key.id(), key));
        }
        MasterKey found = keys.get(id);
        if (found == null) {
            throw missing(id);
        }
        return found;
    }

    @Override
    public SecretKey hashing() {
        return hashing;
    }

    /// Of a key that was dropped too.
    @Override
    public Optional<SecretKey> signing(String id) {
        SecretKey known = signing.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<SecretKey> found = workingKey(signingWith(id));
        found.ifPresent(key -> signing.put(id, key));
        return found;
    }

    /// The name of the working key that signs while a key is current.
    static String signingWith(String id) {
        return "sign:" + id;
    }

    private Optional<SecretKey> workingKey(String purpose) {
        Place place = KeyTable.workingKeyPlace(purpose);
        return table.workingKey(purpose)
                .map(blob -> find(MasterKey.sealedUnder(place, blob)).open(place, blob))
                .map(opened -> new SecretKeySpec(opened, "HmacSHA256"));
    }

    private Reading read() {
        Instant now = clock.instant();
        return table.all().stream()
                .filter(known -> known.state() == State.CURRENT)
                .map(known -> new Reading(known.id(), now))
                .findFirst()
                .orElseThrow();
    }

    private KeyException missing(String id) {
        String others = String.join(", ", keys.keySet());
        return new KeyException(
                "the key "
                        + id
                        + " of this database is missing"
                        + (others.isEmpty() ? "" : "; there is only " + others),
                "put the key back at "
                        + source
                        + "; it is not in the database and cannot be made anew. If it is lost for"
                        + " good: tollgate keys abandon");
    }

    /// Which key was current at an instant.
    private record Reading(String current, Instant at) {}
}
