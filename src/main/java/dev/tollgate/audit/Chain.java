package dev.tollgate.audit;

import dev.tollgate.audit.ChainStore.SignedHead;
import dev.tollgate.sealing.Sealer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The signatures that hold the record together, all of them HMAC-SHA-256 under the key that stands
/// outside the database, each naming its key.
///
/// The *mark* is made with a row, in the transaction of the change, and says that this program
/// wrote it. The *seal* is made afterwards and says where the row stands: it covers the seal before
/// it.
@Component
final class Chain {

    private static final String MARK = "audit row";
    private static final String SEAL = "audit chain";
    private static final String HEAD = "audit head";
    private static final String ANCHOR = "audit anchor";
    private static final String CHECK = "audit check";

    private final Sealer sealer;

    Chain(Sealer sealer) {
        this.sealer = sealer;
    }

    String mark(StoredRow row) {
        return sealer.sign(MARK, row.parts());
    }

    boolean isMarked(StoredRow row) {
        return sealer.isSigned(row.mark(), MARK, row.parts());
    }

    /// @param before the seal of the row before it; empty for the first
    String seal(String before, long position, StoredRow row) {
        return sealer.sign(SEAL, sealed(before, position, row));
    }

    /// Whether a row stands where it was sealed.
    boolean isSealed(String before, StoredRow row) {
        return sealer.isSigned(row.seal(), SEAL, sealed(before, row.position(), row));
    }

    String sign(ChainHead head) {
        return sealer.sign(HEAD, head.parts());
    }

    boolean isSigned(ChainHead head, String signature) {
        return sealer.isSigned(signature, HEAD, head.parts());
    }

    /// @throws BrokenChainException where somebody else wrote it: whoever went by it would vouch
    /// for
    ///     it
    ChainHead verified(SignedHead stored) {
        if (!isSigned(stored.head(), stored.signature())) {
            throw new BrokenChainException();
        }
        return stored.head();
    }

    String sign(AuditAnchor anchor) {
        return sealer.sign(ANCHOR, anchor.parts());
    }

    boolean isSigned(AuditAnchor anchor, String signature) {
        return sealer.isSigned(signature, ANCHOR, anchor.parts());
    }

    String sign(AuditCheck check) {
        return sealer.sign(CHECK, check.parts());
    }

    boolean isSigned(AuditCheck check, String signature) {
        return sealer.isSigned(signature, CHECK, check.parts());
    }

    private static String[] sealed(String before, long position, StoredRow row) {
        return Stream.concat(
                        Stream.of(before, Long.toString(position), row.mark()),
                        Stream.of(row.parts()))
                .toArray(String[]::new);
    }
}
