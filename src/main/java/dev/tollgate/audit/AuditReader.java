package dev.tollgate.audit;

import java.time.Instant;

/// Whoever copies the record elsewhere. No row goes that it has not read.
@FunctionalInterface
public interface AuditReader {

    /// Up to which number it has read; [Long#MAX_VALUE] where there is nobody to wait for.
    long hasRead(Instant now);
}
