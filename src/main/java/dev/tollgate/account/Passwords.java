package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Stored passwords: an Argon2id hash, sealed, so that a copy of the database alone allows no
/// guessing.
@Component
final class Passwords {

    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    /// No account's id: what is asked for in the place of an account that there is not, so that the
    /// database has the same work.
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    /// So many passwords of one account are looked at together where it is known who shows them:
    /// whoever posts more takes no place of others.
    private static final int AT_ONCE = 5;

    private final AccountStore store;
    private final PasswordHasher hasher;
    private final Sealer sealer;
    private final Transactions transactions;
    private final Map<AccountId, Integer> known = new ConcurrentHashMap<>();

    Passwords(AccountStore store, PasswordHasher hasher, Sealer sealer, Transactions transactions) {
        this.store = store;
        this.hasher = hasher;
        this.sealer = sealer;
        this.transactions = transactions;
    }

    boolean matches(HashingLane lane, Optional<AccountId> account, Secret password) {
        if (lane != HashingLane.KNOWN || account.isEmpty()) {
            return compare(lane, account, password);
        }
        AccountId id = account.get();
        if (known.merge(id, 1, Integer::sum) > AT_ONCE) {
            leave(id);
            throw new HashingBusyException(PasswordHasher.PATIENCE);
        }
        try {
            return compare(lane, account, password);
        } finally {
            leave(id);
        }
    }

    private void leave(AccountId id) {
        known.computeIfPresent(id, (_, count) -> count == 1 ? null : count - 1);
    }

    private boolean compare(HashingLane lane, Optional<AccountId> account, Secret password) {
        Optional<String> phc = stored(account.orElse(NOBODY));
        Transactions.requireNone();
        if (phc.isEmpty()) {
            hasher.burn(lane, password);
            return false;
        }
        return hasher.matches(lane, password, phc.get());
    }

    void raiseCost(Account account, Secret password) {
        if (stored(account.id()).filter(hasher::needsRehash).isEmpty()) {
            return;
        }
        try {
            byte[] sealed = seal(account.id(), hash(password));
            transactions.write(() -> store.rehash(account.id(), sealed, account.epoch()));
        } catch (HashingBusyException e) {
            log.debug("the hash of account {} is raised at its next login", account.id(), e);
        }
    }

    HashedPassword hash(Secret password) {
        Transactions.requireNone();
        return new HashedPassword(hasher.hash(password));
    }

    byte[] seal(AccountId account, HashedPassword password) {
        return sealer.seal(place(account), password.phc().getBytes(StandardCharsets.US_ASCII));
    }

    /// Empty also for an account whose password went with a lost key: none is right for it.
    private Optional<String> stored(AccountId account) {
        Optional<byte[]> sealed = transactions.read(() -> store.sealedPassword(account));
        return sealed.filter(blob -> blob.length > 0).map(blob -> open(account, blob));
    }

    private String open(AccountId account, byte[] sealed) {
        return new String(sealer.open(place(account), sealed), StandardCharsets.US_ASCII);
    }

    private static Place place(AccountId account) {
        return new Place("account", "password", account.text());
    }
}
