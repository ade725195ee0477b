package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.Recipients;
import dev.tollgate.storage.Transactions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Mail addresses its reader by number and name, or by the user name of one without an extension.
@Component
final class ExtensionRecipients implements Recipients {

    private final Accounts accounts;
    private final ExtensionStore extensions;
    private final Transactions transactions;

    ExtensionRecipients(Accounts accounts, ExtensionStore extensions, Transactions transactions) {
        this.accounts = accounts;
        this.extensions = extensions;
        this.transactions = transactions;
    }

    @Override
    public Optional<Recipient> of(AccountId account) {
        return accounts.get(account).map(found -> new Recipient(title(found), found.email()));
    }

    private String title(Account account) {
        Map<AccountId, String> titles =
                transactions.read(() -> extensions.titles(Set.of(account.id())));
        return titles.getOrDefault(account.id(), account.username());
    }

    @Override
    public String copyTo(AccountId account) {
        return accounts.noticeEmail(account);
    }

    @Override
    public List<AccountId> administrators() {
        return Arrays.stream(Role.values())
                .filter(Role::isAdministrator)
                .flatMap(role -> accounts.withRole(role).stream())
                .filter(Account::hasAccess)
                .map(Account::id)
                .toList();
    }
}
