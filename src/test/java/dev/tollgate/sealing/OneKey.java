package dev.tollgate.sealing;

import java.util.Optional;
import javax.crypto.SecretKey;

/// A ring of one key, without a database.
record OneKey(MasterKey key) implements KeyRing {

    @Override
    public MasterKey current() {
        return key;
    }

    @Override
    public MasterKey find(String id) {
        return key;
    }

    @Override
    public SecretKey hashing() {
        return key.deriveForHashes();
    }

    @Override
    public Optional<SecretKey> signing(String id) {
        return Optional.of(id).filter(key.id()::equals).map(_ -> hashing());
    }

    @Override
    public void reread() {}
}
