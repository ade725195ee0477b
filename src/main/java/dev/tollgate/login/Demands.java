package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.PasswordRules;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.SecurityOptions;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// What the security options demand of a login and of its password. A password may be shorter where
/// it never admits alone, and has to be changed at the next login once it does again.
@Component
public final class Demands {

    private final Policies policies;
    private final Accounts accounts;
    private final AccountForms forms;

    Demands(Policies policies, Accounts accounts, AccountForms forms) {
        this.policies = policies;
        this.accounts = accounts;
        this.forms = forms;
    }

    SecurityOptions options() {
        return policies.current();
    }

    /// How many characters a new password of the account needs at least.
    public int shortestPassword(Account account, Instant now) {
        return policies.demandsSecondFactor(account.role(), now)
                ? PasswordRules.MIN_WITH_SECOND_FACTOR
                : PasswordRules.MIN_ALONE;
    }

    /// Whether the account, as long as it has no second factor, has more to show than its password.
    boolean proof(Account account, Instant now) {
        return policies.demandsProof(account.role(), now);
    }

    /// Everything that is wrong with a new password of the account.
    List<Problem> problems(Secret wanted, Secret confirmed, Account account, Instant now) {
        boolean never = policies.demandsSecondFactor(account.role(), now);
        return forms.problems(wanted, confirmed, account, never);
    }

    /// Makes a change due, in the open transaction of the login that has shown the password, where
    /// it has become too short.
    void askForLongerPassword(Account account, Secret password, Instant now) {
        if (PasswordRules.isShorter(password, shortestPassword(account, now))) {
            accounts.demandPasswordChange(account);
        }
    }
}
