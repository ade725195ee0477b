package dev.tollgate.account;

import dev.tollgate.audit.AccountNames;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
final class AuditedNames implements AccountNames {

    private final AccountStore store;
    private final Transactions transactions;

    AuditedNames(AccountStore store, Transactions transactions) {
        this.store = store;
        this.transactions = transactions;
    }

    @Override
    public Map<AccountId, String> of(Set<AccountId> accounts) {
        return transactions.read(() -> store.usernames(accounts));
    }
}
