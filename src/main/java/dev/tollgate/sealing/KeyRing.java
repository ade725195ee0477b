package dev.tollgate.sealing;

import java.util.Optional;
import javax.crypto.SecretKey;

/// The keys while the program runs.
interface KeyRing {

    /// What to seal under.
    ///
    /// @throws KeyException if another program made a key current that is not here
    MasterKey current();

    /// @throws KeyException if it is not here
    MasterKey find(String id);

    /// For keyed hashes; the same whichever key is current.
    SecretKey hashing();

    /// For signatures made while the key of this id was current; empty where there was none.
    Optional<SecretKey> signing(String id);

    /// Asks at once which key is current.
    void reread();
}
