package dev.tollgate.enrolment;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.policy.Policies;
import dev.tollgate.setting.MailServers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// By which methods an account may get its codes from now on, and what stands in the way of the
/// others. A method that an account has already goes on working whatever this says.
@Component
public final class Methods {

    private final Accounts accounts;
    private final Policies policies;
    private final MailServers mailServers;

    Methods(Accounts accounts, Policies policies, MailServers mailServers) {
        this.accounts = accounts;
        this.policies = policies;
        this.mailServers = mailServers;
    }

    /// What keeps the account from choosing a method now; empty where nothing does.
    public Optional<Obstacle> obstacle(AccountId id, Method method) {
        return accounts.get(id)
                .map(account -> obstacle(account, method))
                .orElse(Optional.of(Obstacle.FORBIDDEN));
    }

    private Optional<Obstacle> obstacle(Account account, Method method) {
        if (!policies.current().methodsFor(account.role()).contains(method)) {
            return Optional.of(Obstacle.FORBIDDEN);
        }
        return switch (method) {
            case AUTHENTICATOR -> Optional.empty();
            case EMAIL -> obstacleToMail(account);
        };
    }

    private Optional<Obstacle> obstacleToMail(Account account) {
        if (mailServers.provenAt().isEmpty()) {
            return Optional.of(Obstacle.NO_MAIL);
        }
        return account.email().isEmpty() ? Optional.of(Obstacle.NO_ADDRESS) : Optional.empty();
    }

    /// Why not.
    public enum Obstacle {
        /// The security options do not allow it for the account's role.
        FORBIDDEN,
        /// No test mail was taken by a mail server.
        NO_MAIL,
        /// The account has no address.
        NO_ADDRESS
    }
}
