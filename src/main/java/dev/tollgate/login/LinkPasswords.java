package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.OneTimeLink;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Sets a password with a mailed link: what resets and invitations have in common.
@Component
final class LinkPasswords {

    private final OneTimeLinks links;
    private final Accounts accounts;
    private final Demands demands;
    private final Transactions transactions;

    LinkPasswords(
            OneTimeLinks links, Accounts accounts, Demands demands, Transactions transactions) {
        this.links = links;
        this.accounts = accounts;
        this.demands = demands;
        this.transactions = transactions;
    }

    /// Whose password a link sets; empty where it is not a live one of the kind.
    Optional<Account> owner(LinkKind kind, Token link, Instant now) {
        return links.find(kind, link, now).map(OneTimeLink::account).flatMap(accounts::get);
    }

    /// Looks at link and password, and hashes what will do. Nothing is hashed for a dead link.
    Prepared prepare(LinkKind kind, Token link, Secret wanted, Secret confirmed, Instant now) {
        Optional<Account> owner = owner(kind, link, now);
        if (owner.isEmpty()) {
            return new Prepared.Refused(new LinkOutcome.Gone());
        }
        List<Problem> problems = demands.problems(wanted, confirmed, owner.get(), now);
        return problems.isEmpty()
                ? new Prepared.Ready(owner.get(), accounts.hash(wanted))
                : new Prepared.Refused(new LinkOutcome.Invalid(problems));
    }

    /// Spends the link, in one transaction with what it is for.
    ///
    /// @param settlement gets the account, locked; gives nothing where all is to be as it was, the
    ///     link too
    /// @return empty where the settlement gave nothing
    Optional<LinkOutcome> use(
            LinkKind kind,
            Token link,
            Instant now,
            Function<Account, Optional<LinkOutcome>> settlement) {
        return transactions.writeOrNothing(
                () -> {
                    Optional<OneTimeLinks.Spent> spent = links.spend(kind, link, now);
                    return spent.isEmpty()
                            ? Optional.of(new LinkOutcome.Gone())
                            : settlement.apply(spent.get().account());
                });
    }

    /// What came of looking at link and password.
    sealed interface Prepared {

        /// Nothing is to be done.
        record Refused(LinkOutcome outcome) implements Prepared {}

        /// The link is live and the password will do.
        record Ready(Account owner, HashedPassword hashed) implements Prepared {}
    }
}
