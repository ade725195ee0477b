package dev.tollgate.audit;

import java.time.Instant;

/// Where the chain ends, and where it was cut.
///
/// @param position how many rows were ever sealed, which is the number of the last one
/// @param seal of that row; empty before the first
/// @param cutPosition up to which row the record was let go; 0 for none
/// @param cutSeal of that row; empty for none
/// @param unmarked how many rows are older than marks, the first of the chain
/// @param sealedAt when the last row was sealed
record ChainHead(
        long position,
        String seal,
        long cutPosition,
        String cutSeal,
        long unmarked,
        Instant sealedAt) {

    /// Before the first row.
    static ChainHead start(long unmarked, Instant now) {
        return new ChainHead(0, "", 0, "", unmarked, now);
    }

    ChainHead movedTo(long end, String endSeal, Instant now) {
        return new ChainHead(end, endSeal, cutPosition, cutSeal, unmarked, now);
    }

    ChainHead cutAt(AuditAnchor anchor) {
        return new ChainHead(position, seal, anchor.position(), anchor.seal(), unmarked, sealedAt);
    }

    String[] parts() {
        return new String[] {
            Long.toString(position),
            seal,
            Long.toString(cutPosition),
            cutSeal,
            Long.toString(unmarked),
            Long.toString(sealedAt.toEpochMilli())
        };
    }
}
