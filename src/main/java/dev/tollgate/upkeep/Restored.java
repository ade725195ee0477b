package dev.tollgate.upkeep;

import java.time.Instant;
import java.util.List;

/// A backup in a database that has not taken its place yet.
///
/// @param takenAt when the backup was made
/// @param concerned who was changed since, as events told
public record Restored(Instant takenAt, Carried carried, List<Concerned> concerned) {

    public Restored {
        concerned = List.copyOf(concerned);
    }
}
