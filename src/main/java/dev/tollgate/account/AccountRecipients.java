package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.Recipients;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
final class AccountRecipients implements Recipients {

    private final Accounts accounts;

    AccountRecipients(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Recipient> of(AccountId account) {
        return accounts.get(account).map(found -> new Recipient(found.username(), found.email()));
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
