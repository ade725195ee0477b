package dev.tollgate.account;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import java.time.Duration;

/// Makes and checks password hashes: Argon2id (RFC 9106) at an [Argon2Cost], over the UTF-8
/// bytes of the password's NFC form, the whole of it.
///
/// At most as many hashes are computed at once as there are cores, and as many wait as these can
/// serve in two seconds; one more gets a [HashingBusyException] ([HashingQueue]). Every method
/// that hashes keeps the calling thread waiting, so no transaction should be open. Safe for use by
/// many threads.
///
/// It does not judge a password ([PasswordRules]), count tries, or encrypt what it returns.
public final class PasswordHasher {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /// How long anybody waits before the hash begins.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Argon2Work work;
    private final RandomSource random;
    private final Argon2Engine engine;
    private final HashingQueue queue;

    /// The first one loads the native library, which takes about half a second. The bound on
    /// parallel work is per instance: make one and share it.
    public PasswordHasher(Argon2Cost cost, RandomSource random) {
        this(
                cost,
                random,
                Argon2Engine.fastest(),
                new HashingQueue(
                        Runtime.getRuntime().availableProcessors(), PATIENCE, System::nanoTime));
    }

    PasswordHasher(Argon2Cost cost, RandomSource random, Argon2Engine engine, HashingQueue queue) {
        this.work = cost.work();
        this.random = random;
        this.engine = engine;
        this.queue = queue;
    }

    /// A PHC string under a fresh salt: `$argon2id$v=19$m=7168,t=5,p=1$…$…`.
    ///
    /// @throws IllegalArgumentException if the password has more than 128 code points after NFC
    ///     or an unpaired surrogate, which [PasswordRules] refuses before
    /// @throws HashingBusyException where too many wait
    public String hash(Secret password) {
        PasswordText text = PasswordText.of(password);
        if (!text.isHashable()) {
            throw new IllegalArgumentException("password is too long or not well-formed Unicode");
        }
        byte[] salt = random.bytes(SALT_BYTES);
        return new PhcString(work, salt, derive(HashingLane.KNOWN, text, salt, work, HASH_BYTES))
                .text();
    }

    /// Whether `phc` was made of this password. One that [#hash] would refuse matches nothing
    /// and costs no hash, here as in [#burn], so the time tells nothing about the account.
    ///
    /// @throws IllegalArgumentException if `phc` is no Argon2id string: the store is damaged
    /// @throws HashingBusyException where too many wait
    public boolean matches(HashingLane lane, Secret password, String phc) {
        PhcString stored = PhcString.parse(phc);
        PasswordText text = PasswordText.of(password);
        return text.isHashable()
                && stored.hashMatches(
                        derive(lane, text, stored.salt(), stored.work(), stored.hashLength()));
    }

    /// Costs what [#matches] costs against a string of the present cost, for names that no
    /// account has.
    ///
    /// @throws HashingBusyException where too many wait
    public void burn(HashingLane lane, Secret password) {
        PasswordText text = PasswordText.of(password);
        if (text.isHashable()) {
            derive(lane, text, new byte[SALT_BYTES], work, HASH_BYTES);
        }
    }

    /// Whether `phc` is cheaper than the present cost in memory or in passes, has other lanes,
    /// or a shorter salt or hash than new ones have: hash the password again while it is at
    /// hand.
    ///
    /// @throws IllegalArgumentException if `phc` is no Argon2id string
    public boolean needsRehash(String phc) {
        PhcString stored = PhcString.parse(phc);
        return !stored.work().covers(work)
                || stored.saltLength() < SALT_BYTES
                || stored.hashLength() < HASH_BYTES;
    }

    /// The library that computes: "libsodium" or "BouncyCastle".
    public String engine() {
        return engine.name();
    }

    /// Ends the threads, when the program ends.
    public void close() {
        queue.close();
    }

    /// Who waits for a core.
    HashingQueue queue() {
        return queue;
    }

    private byte[] derive(
            HashingLane lane, PasswordText text, byte[] salt, Argon2Work cost, int length) {
        return queue.run(lane, () -> engine.derive(text.utf8(), salt, cost, length));
    }
}
