package dev.tollgate.system;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.MailTrials;
import dev.tollgate.notice.Outbox;
import dev.tollgate.policy.GuardedChange;
import dev.tollgate.policy.GuardedChange.LocksOut;
import dev.tollgate.policy.Policies;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Seating;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.FormVersions.Form;
import dev.tollgate.setting.MailServer;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// "Email": the mail server, its test, and the outbox. Whoever set another mail server could read
/// every code and link that is mailed: hence the step-up.
@Component
public final class MailAdministration {

    private final MailServerChanges changes;
    private final FormVersions versions;
    private final MailTrials trials;
    private final Outbox outbox;
    private final Accounts accounts;
    private final Policies policies;
    private final Seating seating;
    private final Administration administration;
    private final AuditLog audit;

    MailAdministration(
            MailServerChanges changes,
            FormVersions versions,
            MailTrials trials,
            Outbox outbox,
            Accounts accounts,
            Policies policies,
            Seating seating,
            Administration administration,
            AuditLog audit) {
        this.changes = changes;
        this.versions = versions;
        this.trials = trials;
        this.outbox = outbox;
        this.accounts = accounts;
        this.policies = policies;
        this.seating = seating;
        this.administration = administration;
        this.audit = audit;
    }

    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    /// @param password empty to keep the one that there is, as far as it belongs to this server
    /// @param version that the form was made from
    public Administered<GuardedChange> save(
            StepUp stepUp,
            MailServer server,
            Optional<Secret> password,
            int version,
            Source source,
            Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_MAIL,
                source,
                now,
                () -> {
                    Optional<Problem> lockout = lockout(by, source, now);
                    if (lockout.isPresent()) {
                        return new LocksOut(lockout.get());
                    }
                    if (!versions.advance(Form.MAIL_SERVER, version)) {
                        return new GuardedChange.ChangedMeanwhile();
                    }
                    changes.save(by.username(), server, password, now);
                    String what = server.host() + ":" + server.port() + " " + server.encryption();
                    audit.write(
                            by.act(Kind.MAIL_SERVER_CHANGED, source, now)
                                    .because(password.isPresent() ? what + ", password" : what));
                    return new GuardedChange.Saved();
                });
    }

    /// Goes back to what the configuration file says.
    public Administered<GuardedChange> remove(StepUp stepUp, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_MAIL,
                source,
                now,
                () -> {
                    Optional<Problem> lockout = lockout(by, source, now);
                    if (lockout.isPresent()) {
                        return new LocksOut(lockout.get());
                    }
                    if (changes.remove(by.username(), now)) {
                        versions.advance(Form.MAIL_SERVER, versions.of(Form.MAIL_SERVER));
                    }
                    audit.write(by.act(Kind.MAIL_SERVER_CHANGED, source, now).because("removed"));
                    return new GuardedChange.Saved();
                });
    }

    /// Asks for a test mail to the address of whoever asks; false where they have none.
    public Administered<Boolean> test(StepUp stepUp, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_MAIL,
                source,
                now,
                () -> {
                    String address = accounts.get(by.account()).orElseThrow().email();
                    if (address.isEmpty()) {
                        return false;
                    }
                    trials.ask(address, now);
                    audit.write(by.act(Kind.MAIL_TESTED, source, now));
                    return true;
                });
    }

    /// Makes everything due now whose last try failed, also what was given up.
    ///
    /// @return how many
    public Administered<Integer> tryAgain(PortalSession by, Source source, Instant now) {
        return administration.run(
                by,
                Permission.CHANGE_MAIL,
                source,
                now,
                () -> {
                    int count = outbox.tryAgain(now);
                    audit.write(
                            by.act(Kind.MAIL_TRIED_AGAIN, source, now)
                                    .because(String.valueOf(count)));
                    return count;
                });
    }

    /// Who would be out with mail that is not known to get through, which no changed server is;
    /// that
    /// it was tried is on record.
    private Optional<Problem> lockout(PortalSession by, Source source, Instant now) {
        Account maker = accounts.get(by.account()).orElseThrow();
        Optional<Problem> lockout = policies.lockoutWithoutMail(seating.around(maker, source, now));
        lockout.ifPresent(
                problem ->
                        administration.recordLockout(
                                by, Permission.CHANGE_MAIL, problem, source, now));
        return lockout;
    }
}
