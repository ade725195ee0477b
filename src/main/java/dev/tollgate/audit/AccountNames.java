package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import java.util.Map;
import java.util.Set;

/// Whose ids stand in the record. The record itself holds no names: they change.
@FunctionalInterface
public interface AccountNames {

    /// User names as they are now; accounts that are gone are left out.
    Map<AccountId, String> of(Set<AccountId> accounts);
}
