package dev.tollgate.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of looking through the whole record.
///
/// @param cut up to which number the record was let go; 0 for none
/// @param end the end of the chain; `null` where nothing has been chained
/// @param findings the first row of the chain that is wrong, then what else is; empty where all is
/// well
public record AuditVerdict(long cut, @Nullable AuditAnchor end, List<Finding> findings) {

    public AuditVerdict {
        findings = List.copyOf(findings);
    }
}
