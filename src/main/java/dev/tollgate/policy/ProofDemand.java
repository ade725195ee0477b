package dev.tollgate.policy;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.notice.MailProven;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Whether a mandatory first set-up, or one after a reset, begins with a proof that is not the
/// password: a stolen password must not be enough to enrol.
@Component
public final class ProofDemand implements MailProven {

    private final Accounts accounts;
    private final Policies policies;
    private final OptionStore store;
    private final SecondFactors factors;
    private final AuditLog audit;

    ProofDemand(
            Accounts accounts,
            Policies policies,
            OptionStore store,
            SecondFactors factors,
            AuditLog audit) {
        this.accounts = accounts;
        this.policies = policies;
        this.store = store;
        this.factors = factors;
        this.audit = audit;
    }

    /// Whether the next set-up of the account begins with one.
    public boolean isDue(Account account, Instant now) {
        return policies.demandsProof(account.role(), now) && factors.of(account.id()).isEmpty();
    }

    /// From the first test mail that was taken on a code can be mailed, so the proof is demanded,
    /// unless somebody has decided otherwise, or no super administrator could give it.
    @Override
    public void onTaken(Instant now) {
        if (isGivenBySuperAdministrator() && store.verifyIdentityUnlessDecided()) {
            audit.write(
                    AuditEvent.console(now, Kind.POLICY_CHANGED, null)
                            .because(OptionStore.VERIFYING + ": off → on, a test mail was taken"));
        }
    }

    private boolean isGivenBySuperAdministrator() {
        return accounts.withRole(Role.SUPER_ADMINISTRATOR).stream()
                .filter(Account::isInUse)
                .anyMatch(
                        account ->
                                !account.email().isEmpty() || factors.of(account.id()).isPresent());
    }
}
