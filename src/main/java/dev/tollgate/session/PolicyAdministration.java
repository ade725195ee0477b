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
import dev.tollgate.session.Administered.Why;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Changes the security options for whoever may, in one transaction that has locked whoever does
/// it: a session that has ended, or a role that is gone, changes nothing.
@Component
public final class PolicyAdministration {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Policies policies;
    private final Seating seating;
    private final Reminders reminders;
    private final AuditLog audit;
    private final Transactions transactions;

    PolicyAdministration(
            Accounts accounts,
            Sessions sessions,
            Policies policies,
            Seating seating,
            Reminders reminders,
            AuditLog audit,
            Transactions transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
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
        stepUp.require(Purpose.CHANGE_PORTAL);
        PortalSession session = stepUp.session();
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    Account maker = accounts.get(session.account()).orElseThrow();
                    if (!maker.role().has(Permission.CHANGE_OPTIONS)) {
                        refuse(session, Why.NOT_PERMITTED.name(), source, now);
                        return new Administered.Refused<>(Why.NOT_PERMITTED);
                    }
                    AuditEvent event = session.act(Kind.POLICY_CHANGED, source, now);
                    GuardedChange change =
                            policies.save(wanted, seating.around(maker, source, now), event);
                    if (change instanceof GuardedChange.LocksOut(Problem problem)) {
                        refuse(session, "locks out " + problem.word(), source, now);
                    }
                    return new Administered.Done<>(change);
                });
    }

    /// Reminds those of a query who can be written to.
    ///
    /// @return how many are going to be reminded
    /// @throws StaleSessionException where the acting session has ended: nobody is reminded
    public Administered<Integer> remind(
            PortalSession session, MissingQuery query, Source source, Instant now) {
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    Account by = accounts.get(session.account()).orElseThrow();
                    if (!by.role().has(Permission.CHANGE_OPTIONS)) {
                        refuse(session, Why.NOT_PERMITTED.name(), source, now);
                        return new Administered.Refused<>(Why.NOT_PERMITTED);
                    }
                    int asked = reminders.ask(query, now);
                    audit.write(
                            session.act(Kind.SET_UP_REMINDED, source, now)
                                    .because(String.valueOf(asked)));
                    return new Administered.Done<>(asked);
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

    private void refuse(PortalSession session, String why, Source source, Instant now) {
        audit.write(
                AuditEvent.refused(
                                now,
                                Kind.ADMINISTRATION_REFUSED,
                                session.account(),
                                source,
                                "CHANGE_OPTIONS: " + why)
                        .by(session.account())
                        .inSession(session.digest()));
    }
}
