package dev.tollgate.storage;

import java.time.Instant;

/// Keeps rows that run out. What has run out is refused by the query that reads it; taking it away
/// only keeps the tables small.
public interface Perishable {

    /// Deletes in a transaction of its own what has run out.
    void purge(Instant now);
}
