package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Makes, turns and drops the keys of this database.
///
/// A key is made only when the database holds no key id yet, or to turn it, and it is on the disk
/// before the first row is sealed under it.
@Component
public final class Keys {

    /// How long a key stays after another became current: by then no program seals under it any
    /// more, nor has a transaction open in which it did.
    public static final Duration REST = Duration.ofMinutes(10);

    private final KeySource source;
    private final KeyTable table;
    private final Transactions transactions;
    private final RandomSource random;
    private final Clock clock;

    Keys(
            KeySource source,
            KeyTable table,
            Transactions transactions,
            RandomSource random,
            Clock clock) {
        this.source = source;
        this.table = table;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /// The keys for a program that starts.
    ///
    /// @throws KeyException if a key is missing or not this database's
    KeyRing load() {
        if (table.all().isEmpty()) {
            transactions.write(this::makeForNewDatabase);
        }
        if (table.workingKey(StoredKeyRing.HASHING).isEmpty()) {
            keepHashes();
        }
        return new StoredKeyRing(source, table, clock);
    }

    /// What the database knows, in the order in which the keys came.
    public List<KnownKey> all() {
        return table.all();
    }

    /// The id of a key that is there and waits to become current.
    public Optional<String> waiting() {
        return findWaiting().map(MasterKey::id);
    }

    /// Makes such a key, in the file, where there is none, and gives its id.
    ///
    /// @throws KeyException where the keys do not come from a file that can be written
    public String prepare() {
        return transactions.write(
                () -> {
                    table.lock();
                    return findWaiting().orElseGet(this::make).id();
                });
    }

    /// Puts the waiting key in the place of the current one, in the open transaction, and gives its
    /// id; empty where none is waiting.
    public Optional<String> turn(Instant now) {
        table.lock();
        Optional<MasterKey> next = findWaiting();
        next.ifPresent(
                key -> {
                    replaceCurrent(key, State.OLD, now);
                    addSigningKey(key);
                });
        return next.map(MasterKey::id);
    }

    /// Marks an old key as one that is never needed again, in the open transaction. Whoever calls
    /// has seen that nothing is sealed under it.
    public void drop(KnownKey key, Instant now) {
        table.lock();
        if (key.state() != State.OLD) {
            throw new IllegalArgumentException(key + " is not an old key");
        }
        table.setState(key.id(), State.DROPPED, now);
    }

    /// Whether a key is lost that values may be sealed under.
    public boolean isAnyLost() {
        Set<String> there = source.read().stream().map(MasterKey::id).collect(Collectors.toSet());
        return !there.containsAll(idsOf(Set.of(State.CURRENT, State.OLD)));
    }

    /// Gives up every key that there was and begins with another, in the open transaction. What is
    /// sealed under those, and every keyed hash, is worth nothing from then on.
    public String abandon(Instant now) {
        table.lock();
        MasterKey next = findWaiting().orElseGet(this::make);
        idsOf(Set.of(State.OLD)).forEach(id -> table.setState(id, State.DROPPED, now));
        replaceCurrent(next, State.DROPPED, now);
        table.clearWorkingKeys();
        addWorkingKey(next, StoredKeyRing.HASHING, random.bytes(MasterKey.BYTES));
        addSigningKey(next);
        return next.id();
    }

    /// Takes what was dropped out of the file; nothing where the keys come from a setting.
    public void forgetDropped() {
        transactions.write(
                () -> {
                    table.lock();
                    source.remove(idsOf(Set.of(State.DROPPED)));
                });
    }

    /// Whether a signature is right, where the database that it belongs to is not open: as
    /// [Sealer#isSigned], under the keys that are there.
    ///
    /// @throws KeyException if the key that it names is not there
    public boolean isSigned(String signature, String purpose, String... parts) {
        String id = signature.split(":", 2)[0];
        MasterKey named =
                source.read().stream()
                        .filter(key -> key.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new KeyException(
                                                "the key "
                                                        + id
                                                        + ", under which this was made, is"
                                                        + " missing",
                                                "put it into " + source + ", beside the others"));
        return Sealer.isSigned(named.deriveForHashes(), signature, purpose, parts);
    }

    /// Where the keys are, for people.
    public String place() {
        return source.toString();
    }

    /// The row is claimed first, so of two programs that start at once on an empty database one
    /// makes the key and the other waits for it. A power cut before the commit leaves a key file
    /// that the next start takes.
    private void makeForNewDatabase() {
        Optional<MasterKey> given = source.read().stream().findFirst();
        MasterKey key = given.orElseGet(this::random);
        if (!table.insertCurrent(key, nonce(), clock.instant())) {
            return;
        }
        if (given.isEmpty()) {
            source.add(key);
        }
        addWorkingKey(key, StoredKeyRing.HASHING, random.bytes(MasterKey.BYTES));
        addSigningKey(key);
    }

    /// A database from before keys could be turned made its hashes with the one key it had.
    private void keepHashes() {
        Set<String> current = idsOf(Set.of(State.CURRENT));
        source.read().stream()
                .filter(key -> current.contains(key.id()))
                .forEach(
                        key -> {
                            addWorkingKey(
                                    key, StoredKeyRing.HASHING, key.deriveForHashes().getEncoded());
                            addSigningKey(key);
                        });
    }

    /// Outlives the key itself, so that what was signed can be verified when the key is dropped.
    private void addSigningKey(MasterKey key) {
        addWorkingKey(key, StoredKeyRing.signingWith(key.id()), key.deriveForHashes().getEncoded());
    }

    private void addWorkingKey(MasterKey under, String purpose, byte[] key) {
        Place place = KeyTable.workingKeyPlace(purpose);
        table.addWorkingKey(purpose, under.seal(place, key, nonce()));
    }

    private void replaceCurrent(MasterKey next, State before, Instant now) {
        idsOf(Set.of(State.CURRENT)).forEach(id -> table.setState(id, before, now));
        table.insertCurrent(next, nonce(), now);
    }

    /// One that has signed was current before, also where somebody has taken it off the list so
    /// that it is taken again.
    private Optional<MasterKey> findWaiting() {
        Set<String> known = idsOf(Set.of(State.values()));
        return source.read().stream()
                .filter(key -> !known.contains(key.id()))
                .filter(key -> table.workingKey(StoredKeyRing.signingWith(key.id())).isEmpty())
                .findFirst();
    }

    private Set<String> idsOf(Set<State> states) {
        return table.all().stream()
                .filter(known -> states.contains(known.state()))
                .map(KnownKey::id)
                .collect(Collectors.toSet());
    }

    private MasterKey make() {
        MasterKey key = random();
        source.add(key);
        return key;
    }

    private MasterKey random() {
        return MasterKey.of(random.bytes(MasterKey.BYTES));
    }

    private byte[] nonce() {
        return random.bytes(MasterKey.NONCE_BYTES);
    }
}
