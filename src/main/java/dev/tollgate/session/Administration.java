package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Administered.Why;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The one place that decides who may do what to whose account.
///
/// It decides inside the transaction of the act, on rows that it has locked: a session or mandate
/// that has ended changes nothing, and the role that counts is the one that its owner has now, not
/// the one that a page was made for. A refusal is committed, with its row in the record.
@Component
public final class Administration {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Mandates mandates;
    private final AuditLog audit;
    private final Transactions transactions;

    Administration(
            Accounts accounts,
            Sessions sessions,
            Mandates mandates,
            AuditLog audit,
            Transactions transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mandates = mandates;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Does something to an account, or says why not, in one transaction.
    ///
    /// @param change gets the account as it is now, locked
    /// @throws StaleSessionException where the acting session has ended or the account is gone:
    /// nothing was changed
    public <T> Administered<T> administer(Order order, Function<Account, T> change) {
        return transactions.write(
                () -> {
                    lock(order);
                    hold(order.by(), order.now());
                    Account actor = get(order.by().account());
                    Account target = get(order.target());
                    Optional<Why> why = refusal(actor, target, order);
                    return why.<Administered<T>>map(found -> refuse(order, found))
                            .orElseGet(() -> new Administered.Done<>(change.apply(target)));
                });
    }

    /// Makes an account of a role, or says why not, in one transaction.
    ///
    /// @throws StaleSessionException where the acting session has ended: nothing was changed
    public <T> Administered<T> make(
            Actor by, Role role, Source source, Instant now, Supplier<T> making) {
        return transactions.write(
                () -> {
                    hold(by, now);
                    Role own = get(by.account()).role();
                    if (!own.has(Permission.MANAGE_EXTENSIONS)) {
                        return refuseMaking(by, role, Why.NOT_PERMITTED, source, now);
                    }
                    if (!own.ranksOver(role)) {
                        return refuseMaking(by, role, Why.RANK_GIVEN, source, now);
                    }
                    return new Administered.Done<>(making.get());
                });
    }

    /// Changes how the portal itself is run, or says why not, in one transaction.
    ///
    /// @throws StaleSessionException where the acting session has ended: nothing was changed
    public <T> Administered<T> run(
            PortalSession by,
            Permission permission,
            Source source,
            Instant now,
            Supplier<T> change) {
        return transactions.write(
                () -> {
                    sessions.hold(by);
                    if (get(by.account()).role().has(permission)) {
                        return new Administered.Done<>(change.get());
                    }
                    String reason = permission + ": " + Why.NOT_PERMITTED;
                    record(by, reason, by.account(), source, now);
                    return new Administered.Refused<>(Why.NOT_PERMITTED);
                });
    }

    /// The same of what needs a step-up for [Purpose#CHANGE_PORTAL].
    public <T> Administered<T> run(
            StepUp stepUp, Permission permission, Source source, Instant now, Supplier<T> change) {
        stepUp.require(Purpose.CHANGE_PORTAL);
        return run(stepUp.session(), permission, source, now, change);
    }

    /// Notes in the open transaction that a change of the portal was not made, because it would
    /// lock somebody out.
    public void recordLockout(
            PortalSession by, Permission permission, Problem problem, Source source, Instant now) {
        String reason = permission + ": locks out " + problem.word();
        record(by, reason, by.account(), source, now);
    }

    /// Which acts a page offers: those that would not be refused as things stand.
    public static Set<AdministrativeAct> offered(PortalSession by, AccountId target, Role role) {
        Set<AdministrativeAct> offered = EnumSet.noneOf(AdministrativeAct.class);
        for (AdministrativeAct act : AdministrativeAct.values()) {
            boolean own = by.account().equals(target);
            if (refusal(by.role(), role, act, own).isEmpty()) {
                offered.add(act);
            }
        }
        return offered;
    }

    /// Why a role may not do something to an account of a role; empty where it may.
    public static Optional<Why> refusal(
            Role actor, Role target, AdministrativeAct act, boolean ownAccount) {
        if (!actor.has(act.permission())) {
            return Optional.of(Why.NOT_PERMITTED);
        }
        if (ownAccount) {
            return act.isForOneself(actor) ? Optional.empty() : Optional.of(Why.OWN_ACCOUNT);
        }
        return actor.ranksOver(target) ? Optional.empty() : Optional.of(Why.RANK);
    }

    private Optional<Why> refusal(Account actor, Account target, Order order) {
        boolean own = actor.id().equals(target.id());
        for (AdministrativeAct act : order.acts()) {
            Optional<Why> why = refusal(actor.role(), target.role(), act, own);
            if (why.isPresent()) {
                return why;
            }
        }
        Role given = order.given();
        if (given != null && !actor.role().ranksOver(given)) {
            return Optional.of(Why.RANK_GIVEN);
        }
        if (order.mayRemoveSuperAdministrator() && isLast(actor, target)) {
            return Optional.of(Why.LAST_SUPER_ADMINISTRATOR);
        }
        boolean closed = !target.hasAccess();
        return closed && order.acts().stream().anyMatch(AdministrativeAct::needsAccess)
                ? Optional.of(Why.NO_ACCESS)
                : Optional.empty();
    }

    private void hold(Actor by, Instant now) {
        switch (by) {
            case PortalSession session -> sessions.hold(session);
            case Mandate mandate -> mandates.hold(mandate, now);
        }
    }

    /// In the order of their ids, so that of two administrators who act on each other neither waits
    /// for the other for ever. Where a super administrator may go, all of them are locked, so that
    /// the last two do not see each other off.
    private void lock(Order order) {
        Set<AccountId> ids = new TreeSet<>(Comparator.comparing(AccountId::text));
        ids.add(order.by().account());
        ids.add(order.target());
        if (order.mayRemoveSuperAdministrator()) {
            accounts.withRole(Role.SUPER_ADMINISTRATOR).forEach(account -> ids.add(account.id()));
        }
        ids.forEach(accounts::lock);
    }

    /// Whether nobody would be left who may do everything and is known to find the way in: who acts
    /// is, and who has logged in before.
    private boolean isLast(Account actor, Account target) {
        return target.role() == Role.SUPER_ADMINISTRATOR
                && accounts.withRole(Role.SUPER_ADMINISTRATOR).stream()
                        .filter(account -> !account.id().equals(target.id()))
                        .filter(Account::hasAccess)
                        .noneMatch(account -> account.isInUse() || account.id().equals(actor.id()));
    }

    private <T> Administered<T> refuse(Order order, Why why) {
        record(order.by(), order.acts() + ": " + why, order.target(), order.source(), order.now());
        return new Administered.Refused<>(why);
    }

    private <T> Administered<T> refuseMaking(
            Actor by, Role role, Why why, Source source, Instant now) {
        record(by, "ADD " + role + ": " + why, by.account(), source, now);
        return new Administered.Refused<>(why);
    }

    private void record(Actor by, String reason, AccountId target, Source source, Instant now) {
        audit.write(
                AuditEvent.refused(now, Kind.ADMINISTRATION_REFUSED, target, source, reason)
                        .by(by.account())
                        .inSession(by.digest()));
    }

    private Account get(AccountId id) {
        return accounts.get(id)
                .orElseThrow(() -> StaleSessionException.because("the account is gone"));
    }

    /// What is to be done.
    ///
    /// @param given the role to be given, or `null` for none
    public record Order(
            Actor by,
            Set<AdministrativeAct> acts,
            AccountId target,
            @Nullable Role given,
            Source source,
            Instant now) {

        public Order {
            if (acts.isEmpty()) {
                throw new IllegalArgumentException("an order is to do something");
            }
            acts = Collections.unmodifiableSet(EnumSet.copyOf(acts));
        }

        /// To do one thing.
        public static Order of(
                Actor by, AdministrativeAct act, AccountId target, Source source, Instant now) {
            return new Order(by, Set.of(act), target, null, source, now);
        }

        /// The record of a thing done.
        public AuditEvent event(Kind kind) {
            return by.act(kind, source, now).on(target);
        }

        private boolean mayRemoveSuperAdministrator() {
            return acts.stream().anyMatch(AdministrativeAct::mayRemoveSuperAdministrator);
        }
    }
}
