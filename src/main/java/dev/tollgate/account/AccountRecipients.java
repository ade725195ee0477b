package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.Recipients;
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
}
