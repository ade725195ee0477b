package dev.tollgate.throttle;

import dev.tollgate.kernel.AddressRange;
import java.time.Instant;

/// An address or a range that is never blocked.
///
/// @param note what the administrators call it; may be empty
public record AllowedSource(String id, AddressRange range, String note, Instant addedAt) {}
