package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.policy.GuardedChange;
import dev.tollgate.policy.MissingQuery;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.Reminders;
import dev.tollgate.policy.SavedOptions;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Changes the security options for whoever may, in one transaction that has locked whoever does
/// it: a session that has ended, or a role that is gone, changes nothing.
@Component
public final class PolicyAdministration {

    private final Accounts accounts;
    private final Administration administration;
    private final Policies policies;
    private final Seating seating;
    private final Reminders reminders;
    private final AuditLog audit;
    private final Transactions transactions;

    PolicyAdministration(
            Accounts accounts,
            Administration administration,
            Policies policies,
            Seating seating,
            Reminders reminders,
            AuditLog audit,
            Transactions transactions) {
        this.accounts = accounts;
        this.administration = administration;
        this.policies = policies;
        this.seating = seating;
        this.reminders = reminders;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Saves them, or says why not.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    /// @param wanted with the version that the form was made from
    /// @throws StaleSessionException where the acting session has ended: nothing was changed
    public Administered<GuardedChange> save(
            StepUp stepUp, SavedOptions wanted, Source source, Instant now) {
        PortalSession session = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_OPTIONS,
                source,
                now,
                () -> {
                    Account maker = accounts.get(session.account()).orElseThrow();
                    AuditEvent event = session.act(Kind.POLICY_CHANGED, source, now);
                    GuardedChange change =
                            policies.save(wanted, seating.around(maker, source, now), event);
                    if (change instanceof GuardedChange.LocksOut(Problem problem)) {
                        administration.recordLockout(
                                session, Permission.CHANGE_OPTIONS, problem, source, now);
                    }
                    return change;
                });
    }

    /// Reminds those of a query who can be written to.
    ///
    /// @return how many are going to be reminded
    /// @throws StaleSessionException where the acting session has ended: nobody is reminded
    public Administered<Integer> remind(
            PortalSession session, MissingQuery query, Source source, Instant now) {
        return administration.run(
                session,
                Permission.CHANGE_OPTIONS,
                source,
                now,
                () -> {
                    int asked = reminders.ask(query, now);
                    audit.write(
                            session.act(Kind.SET_UP_REMINDED, source, now)
                                    .because(String.valueOf(asked)));
                    return asked;
                });
    }

    /// Lifts the restriction of addresses for somebody who stands at the console; false where there
    /// is none.
    public boolean liftAddresses(ConsoleAct act) {
        return transactions.write(
                () ->
                        policies.liftAddresses(
                                AuditEvent.console(act.at(), Kind.POLICY_CHANGED, null)));
    }
}
