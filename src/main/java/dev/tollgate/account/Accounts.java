package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who there is, and whether a password is theirs.
@Component
public final class Accounts {

    /// How long a password works that somebody else issued.
    public static final Duration ISSUED_LIFE = Duration.ofDays(7);

    private final AccountStore store;
    private final Passwords passwords;
    private final Sealer sealer;
    private final Transactions transactions;
    private final Ids ids;

    Accounts(
            AccountStore store,
            Passwords passwords,
            Sealer sealer,
            Transactions transactions,
            Ids ids) {
        this.store = store;
        this.passwords = passwords;
        this.sealer = sealer;
        this.transactions = transactions;
        this.ids = ids;
    }

    public Optional<Account> find(LoginName name) {
        return transactions.read(() -> store.byName(name));
    }

    /// Whose names these are; a name that nobody has is left out.
    ///
    /// @param names at most some thousands
    public Map<LoginName, AccountId> owners(Collection<LoginName> names) {
        return transactions.read(() -> store.owners(names));
    }

    public Optional<Account> get(AccountId id) {
        return transactions.read(() -> store.byId(id));
    }

    /// What a login name's failures are counted under: its account, however the name was spelled,
    /// or, where there is none, a keyed hash of it, so that the table of counts lists nobody's
    /// typing.
    public String budgetSubject(LoginName name, Optional<Account> account) {
        return account.map(found -> found.id().text())
                .orElseGet(() -> sealer.keyedHash("unknown login name", name.value()));
    }

    /// Whose failures are counted under a subject; empty where it is the hash of an unknown name,
    /// or the account is gone.
    public Optional<Account> ofBudgetSubject(String subject) {
        return subject.indexOf('-') < 0 ? Optional.empty() : get(AccountId.parse(subject));
    }

    /// Whether the password is the account's. Costs one Argon2id hash whatever the answer, also
    /// where there is no account, and holds no connection meanwhile.
    ///
    /// @throws HashingBusyException where too many wait: nothing was checked
    public boolean passwordMatches(HashingLane lane, Optional<Account> account, Secret password) {
        return passwords.matches(lane, account.map(Account::id), password);
    }

    /// Re-hashes a password just found right, where its hash is cheaper than the setting now asks
    /// for. Where every hashing slot is taken that waits for the next login: this one is done.
    public void raiseCost(Account account, Secret password) {
        passwords.raiseCost(account, password);
    }

    /// Reads the account in the open transaction and keeps every other settlement about it waiting
    /// until the end. Take it before any other row of the account.
    public Optional<Account> lock(AccountId id) {
        Transactions.requireOpen();
        return store.lock(id);
    }

    /// A hash to be stored by [#changePassword]: computed before any transaction opens.
    public HashedPassword hash(Secret password) {
        return passwords.hash(password);
    }

    /// Makes an account in the open transaction; empty where a name is taken.
    ///
    /// @param mustChange whether the owner has to choose another password at the first login
    public Optional<Account> create(
            NewAccount wanted, HashedPassword password, boolean mustChange, Instant now) {
        Transactions.requireOpen();
        Account account = account(wanted, mustChange, now);
        AccountId id = account.id();
        store.insert(account, passwords.seal(id, password));
        boolean free =
                store.claim(LoginName.of(wanted.username()), id)
                        && (wanted.email().isEmpty()
                                || store.claim(LoginName.of(wanted.email()), id));
        return free ? Optional.of(account) : Optional.empty();
    }

    /// Makes many accounts in the open transaction, whose owners get a password of their own before
    /// they first log in; empty where a name is taken, and then the caller gives it all up.
    ///
    /// @param nobodys of a password that nobody has
    public Optional<List<Account>> createAll(
            List<NewAccount> wanted, HashedPassword nobodys, Instant now) {
        Transactions.requireOpen();
        List<Account> accounts = new ArrayList<>();
        Map<LoginName, AccountId> names = new LinkedHashMap<>();
        boolean free = true;
        for (NewAccount one : wanted) {
            Account account = account(one, true, now);
            accounts.add(account);
            free &= names.put(LoginName.of(one.username()), account.id()) == null;
            if (!one.email().isEmpty()) {
                free &= names.put(LoginName.of(one.email()), account.id()) == null;
            }
        }
        if (!free) {
            return Optional.empty();
        }
        store.insertAll(accounts, account -> passwords.seal(account.id(), nobodys));
        return store.claimAll(names) ? Optional.of(accounts) : Optional.empty();
    }

    private Account account(NewAccount wanted, boolean mustChange, Instant now) {
        return new Account(
                new AccountId(ids.next(now)),
                wanted.username(),
                wanted.email(),
                wanted.role(),
                Status.ACTIVE,
                true,
                1,
                mustChange,
                issuedUntil(mustChange, now),
                now,
                now,
                null);
    }

    /// Moves the security epoch forward in the open transaction. What was stamped with the old one
    /// is dead from the commit on.
    ///
    /// @return the new epoch, or empty where the account has changed since `account` was read: then
    /// the
    ///     caller must give up its change
    public Optional<Long> growEpoch(AccountId id, long expected) {
        Transactions.requireOpen();
        return store.growEpoch(id, expected) ? Optional.of(expected + 1) : Optional.empty();
    }

    /// Stores a new password in the open transaction. The caller grows the epoch in the same one.
    ///
    /// @param mustChange whether the owner has to choose another one at the next login
    public void changePassword(
            AccountId id, HashedPassword password, boolean mustChange, Instant now) {
        Transactions.requireOpen();
        store.replacePassword(id, passwords.seal(id, password), issuedUntil(mustChange, now), now);
    }

    /// Notes in the open transaction that the password just issued goes to its owner in a letter.
    public void markLetter(AccountId id) {
        Transactions.requireOpen();
        store.markLetter(id);
    }

    /// Until when the present passwords work of those who have them from a letter and have not
    /// changed them yet; the others are left out.
    public Map<AccountId, Instant> letters(Collection<AccountId> ids) {
        return transactions.read(() -> store.letters(ids));
    }

    /// Whether the present password came in a letter and its owner has not changed it yet.
    public boolean isByLetter(AccountId id) {
        return transactions.read(() -> store.isByLetter(id));
    }

    /// Makes a change of the password due at once, in the open transaction of the login that has
    /// shown it. The password goes on admitting until then; where it was changed meanwhile nothing
    /// is due.
    public void demandPasswordChange(Account account) {
        Transactions.requireOpen();
        store.demandPasswordChange(account.id(), account.epoch());
    }

    /// Gives somebody else's account another e-mail address, or none, in the open transaction of a
    /// caller who has locked it and grows its epoch. The old one is free from then on; the new one
    /// gets no link that resets the password until its owner has logged in once.
    ///
    /// @return false where another account has it: nothing was changed
    public boolean changeEmail(Account account, String email) {
        return changeEmail(account, email, true);
    }

    /// Gives the owner of an account the address that they have shown to be theirs, in the open
    /// transaction of a caller who has locked it. The epoch stays.
    ///
    /// @return false where another account has it: nothing was changed
    public boolean changeOwnEmail(Account account, String email) {
        return changeEmail(account, email, false);
    }

    /// The second address to which notices are mailed; empty for none.
    public String noticeEmail(AccountId id) {
        return transactions.read(() -> store.noticeEmail(id));
    }

    /// Gives it, or takes it away, in the open transaction.
    public void changeNoticeEmail(AccountId id, String email) {
        Transactions.requireOpen();
        store.replaceNoticeEmail(id, email);
    }

    /// Whether a mail with a link that resets the password may go to the account's address: there
    /// is one, and it is not what somebody else has made of it since the owner last logged in.
    public boolean takesResetLinks(Account account) {
        return !account.email().isEmpty()
                && transactions.read(() -> !store.isEmailByOther(account.id()));
    }

    private boolean changeEmail(Account account, String email, boolean byOther) {
        Transactions.requireOpen();
        LoginName before = LoginName.of(account.email());
        LoginName after = LoginName.of(email);
        boolean sameName = !email.isEmpty() && !account.email().isEmpty() && before.equals(after);
        if (!sameName && !email.isEmpty() && !store.claim(after, account.id())) {
            return false;
        }
        if (!sameName && !account.email().isEmpty()) {
            store.release(before, account.id());
        }
        store.replaceEmail(account.id(), email, byOther);
        return true;
    }

    /// Stores role, status and portal access in the open transaction of a caller who has locked the
    /// account and grows its epoch.
    public void changeStanding(AccountId id, Role role, Status status, boolean portalAccess) {
        Transactions.requireOpen();
        store.replaceStanding(id, role, status, portalAccess);
    }

    /// Deletes an account and all that is its own in the open transaction. What the record holds of
    /// it stays.
    public void delete(AccountId id) {
        Transactions.requireOpen();
        store.delete(id);
    }

    /// How many accounts have each role; a role that nobody has is left out.
    public Map<Role, Long> countByRole() {
        return transactions.read(store::countByRole);
    }

    private static @Nullable Instant issuedUntil(boolean mustChange, Instant now) {
        return mustChange ? now.plus(ISSUED_LIFE) : null;
    }

    /// Oldest first.
    public List<Account> withRole(Role role) {
        return transactions.read(() -> store.withRole(role));
    }

    public void recordLogin(AccountId id, Instant now) {
        Transactions.requireOpen();
        store.recordLogin(id, now);
    }

    /// Whether there is no account at all, that is, whether the first set-up is still to be done.
    public boolean isEmpty() {
        return transactions.read(store::isEmpty);
    }
}
