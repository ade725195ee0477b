package dev.tollgate.upkeep;

import java.time.Instant;

/// A backup in a database that has not taken its place yet.
///
/// @param takenAt when the backup was made
public record Restored(Instant takenAt, Carried carried) {}
