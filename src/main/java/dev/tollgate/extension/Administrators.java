package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.OneTimePassword;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The super administrators who have no extension: who they are, one more, one less.
@Component
public final class Administrators {

    private final AdministratorStore store;
    private final Accounts accounts;
    private final Administration administration;
    private final AdministratorTransitions transitions;
    private final Transactions transactions;
    private final RandomSource random;

    Administrators(
            AdministratorStore store,
            Accounts accounts,
            Administration administration,
            AdministratorTransitions transitions,
            Transactions transactions,
            RandomSource random) {
        this.store = store;
        this.accounts = accounts;
        this.administration = administration;
        this.transitions = transitions;
        this.transactions = transactions;
        this.random = random;
    }

    /// Oldest first.
    public List<Administrator> all() {
        return transactions.read(store::all);
    }

    /// Whether there are two super administrators whose accounts are open, with or without an
    /// extension.
    public boolean areTwo() {
        return superAdministrators().filter(Account::hasAccess).count() > 1;
    }

    /// Whether two of them have ever logged in.
    public boolean haveTwoLoggedIn() {
        return superAdministrators().filter(Account::isInUse).count() > 1;
    }

    private Stream<Account> superAdministrators() {
        return transactions.read(() -> accounts.withRole(Role.SUPER_ADMINISTRATOR)).stream();
    }

    /// Makes another one, who sets a password behind the invitation that is mailed, or gets a
    /// letter with a one-time password.
    ///
    /// @param invites whether there is a mail server to mail an invitation with
    public AdministratorAddition add(
            StepUp stepUp,
            String username,
            String email,
            boolean invites,
            Source source,
            Instant now) {
        stepUp.require(Purpose.MANAGE_EXTENSION);
        Secret none = Secret.of("");
        NewAccount wanted = new NewAccount(username, email, none, none, Role.SUPER_ADMINISTRATOR);
        List<Problem> problems = AccountForms.nameProblems(wanted);
        if (!problems.isEmpty()) {
            return new AdministratorAddition.Invalid(problems);
        }
        Secret password = OneTimePassword.random(random);
        Making making = new Making(wanted, accounts.hash(password), invites, source, now);
        Optional<AdministratorAddition> settled =
                transactions.writeOrNothing(() -> settle(stepUp, making, password));
        return settled.orElseGet(() -> new AdministratorAddition.Invalid(List.of(taken(wanted))));
    }

    /// Deletes the account of one. The last one, and oneself, stay.
    ///
    /// @return false where there is none of that id without an extension
    public Administered<Boolean> remove(
            StepUp stepUp, AccountId administrator, Source source, Instant now) {
        stepUp.require(Purpose.MANAGE_EXTENSION);
        if (all().stream().noneMatch(found -> found.id().equals(administrator))) {
            return new Administered.Done<>(false);
        }
        Order order =
                Order.of(stepUp.session(), AdministrativeAct.DELETE, administrator, source, now);
        return administration.administer(order, target -> remove(order, target));
    }

    private Optional<AdministratorAddition> settle(StepUp stepUp, Making making, Secret password) {
        Administered<Boolean> made =
                administration.make(
                        stepUp.session(),
                        Role.SUPER_ADMINISTRATOR,
                        making.source(),
                        making.now(),
                        () ->
                                transitions.add(
                                        making.wanted(),
                                        making.hashed(),
                                        making.invites(),
                                        stepUp.session()
                                                .act(
                                                        Kind.ACCOUNT_CREATED,
                                                        making.source(),
                                                        making.now())));
        return switch (made) {
            case Administered.Done<Boolean>(Boolean done) ->
                    done ? Optional.of(added(making, password)) : Optional.empty();
            case Administered.Refused<Boolean>(Administered.Why why) ->
                    Optional.of(new AdministratorAddition.Refused(why));
        };
    }

    private static AdministratorAddition added(Making making, Secret password) {
        return making.invites()
                ? new AdministratorAddition.Invited()
                : new AdministratorAddition.ForLetter(password);
    }

    /// Only of whom is one still: the role may have gone since.
    private boolean remove(Order order, Account target) {
        boolean still = target.role() == Role.SUPER_ADMINISTRATOR;
        if (still) {
            transitions.remove(order, target);
        }
        return still;
    }

    private Problem taken(NewAccount wanted) {
        return accounts.find(LoginName.of(wanted.username())).isPresent()
                ? new Problem("username", "username.taken", "")
                : new Problem("email", "email.taken", "");
    }

    private record Making(
            NewAccount wanted,
            HashedPassword hashed,
            boolean invites,
            Source source,
            Instant now) {}
}
